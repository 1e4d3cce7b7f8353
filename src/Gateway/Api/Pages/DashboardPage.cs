using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api.Pages;

/// <summary>
/// The dashboard at <c>/</c>, and at an alert: static files, built from clients/dashboard. Names of its parts carry a hash of their content,
/// so that they may be kept for ever; the page itself is asked for again each time.
/// </summary>
internal static class DashboardPage
{
    private const string Path = "/dashboard";
    private const string Page = "index.html";

    /// <summary>Where the page opens; it reads the rest of the address itself. Messages about an alert link to the second.</summary>
    private static readonly string[] Addresses = ["/", "/alerts/{alert_id}"];

    public static void UseDashboardFiles(this IApplicationBuilder app)
    {
        if (Folder(app.ApplicationServices) is not { } folder)
            return;
        app.UseStaticFiles(new StaticFileOptions
        {
            RequestPath = Path,
            FileProvider = new PhysicalFileProvider(folder),
            ContentTypeProvider = new FileExtensionContentTypeProvider(),
            OnPrepareResponse = static file => file.Context.Response.Headers.CacheControl =
                file.File.Name == Page ? "no-cache" : "public, max-age=31536000, immutable",
        });
    }

    public static void MapDashboard(this IEndpointRouteBuilder routes)
    {
        if (Folder(routes.ServiceProvider) is not { } folder)
        {
            routes.MapStartPage();
            return;
        }

        var page = System.IO.Path.Combine(folder, Page);
        foreach (var address in Addresses)
            routes.MapGet(address, Send).ExcludeFromDescription();
        routes.MapGet(Path + "/config.json", (IOptions<DashboardOptions> options) =>
            Results.Ok(new DashboardView(options.Value.TileUrl, options.Value.TileAttribution))).ExcludeFromDescription();

        Task Send(HttpContext context)
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers.CacheControl = "no-cache";
            return context.Response.SendFileAsync(page, context.RequestAborted);
        }
    }

    private static string? Folder(IServiceProvider services) =>
        services.GetRequiredService<IOptions<DashboardOptions>>().Value.Folder is { Length: > 0 } folder
        && File.Exists(System.IO.Path.Combine(folder, Page))
            ? System.IO.Path.GetFullPath(folder)
            : null;
}
