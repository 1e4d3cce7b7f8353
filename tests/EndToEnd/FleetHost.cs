using System.Net.Http.Headers;
using System.Text;
using Fleet.Gateway;
using Fleet.Gateway.Auth;
using Fleet.Organizations;
using Fleet.Silo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.EndToEnd;

/// <summary>Silo and gateway in this process, as <c>./fleet up</c> starts them, with S0's organization.</summary>
internal sealed class FleetHost : IAsyncDisposable
{
    private const string Organization = "org_123";

    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private FleetHost(WebApplication app, string key)
    {
        _app = app;
        Key = key;
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public string Key { get; }

    public string Url => _app.Urls.First();

    public string SocketUrl => _app.Urls.First().Replace("http", "ws", StringComparison.Ordinal);

    public static async Task<FleetHost> Start(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create<string, string?>(s.Key, s.Value)));
        builder.AddFleetSilo();
        builder.Services.AddFleetGateway(builder.Configuration);
        var app = builder.Build();
        app.MapFleetGateway();
        await app.StartAsync();

        var organization = app.Services.GetRequiredService<IGrainFactory>().GetGrain<IOrganizationGrain>(GrainKey.ForOrganization(Organization));
        await organization.Configure(new OrganizationSettings { OrganizationId = Organization, Name = "S0" });
        var secret = ApiKeySecret.Create();
        await organization.AddApiKey(ApiKeySecret.Hash(secret), new ApiKeySpec { Name = "end to end", Role = Role.Admin });
        return new FleetHost(app, secret);
    }

    public async Task<string> Post(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), content);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        return body;
    }

    public async Task Put(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _http.PutAsync(new Uri(path, UriKind.Relative), content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
