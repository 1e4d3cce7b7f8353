using Fleet.Gateway.Api.Pages;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api;

/// <summary>Headers that keep browsers from guessing, framing, leaking and keeping.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, IOptions<DashboardOptions> dashboard)
{
    /// <summary>No script and no style but the gateway's own; pictures also from where the map's tiles are.</summary>
    private readonly string _contentPolicy =
        $"default-src 'self'; style-src 'self' {StartPage.StyleHash}; img-src 'self' data: {dashboard.Value.TileOrigin}".TrimEnd()
        + "; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(
            static state =>
            {
                var (context, contentPolicy) = ((HttpContext, string))state;
                var headers = context.Response.Headers;
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "DENY";
                headers["Referrer-Policy"] = "no-referrer";
                headers.ContentSecurityPolicy = contentPolicy;
                if (context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal))
                    headers.CacheControl = "no-store";
                return Task.CompletedTask;
            },
            (context, _contentPolicy));
        return next(context);
    }
}
