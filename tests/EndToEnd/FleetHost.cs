using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Fleet.Gateway;
using Fleet.Gateway.Auth;
using Fleet.Hosting.Roster;
using Fleet.Hosts;
using Fleet.Organizations;
using Fleet.Silo;
using Fleet.Testing;
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
    private const string Secret = "the secret of the end-to-end tests, nobody else's";

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

    /// <summary>A token of a superuser of another organization, for an hour.</summary>
    public string Superuser { get; } = TokenMinter.Hs256($$"""{"sub":"root","org":"org_root","role":"admin","is_superuser":true,"exp":{{TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds()}}}""", secret: Secret);

    public string Url => _app.Urls.First();

    public string SocketUrl => _app.Urls.First().Replace("http", "ws", StringComparison.Ordinal);

    /// <param name="settings">Configuration beyond the defaults.</param>
    public static async Task<FleetHost> Start(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseKestrelHttpsConfiguration();
        builder.Configuration.AddInMemoryCollection([new(AuthOptions.Section + ":" + nameof(AuthOptions.JwtSecret), Secret)]);
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create<string, string?>(s.Key, s.Value)));
        builder.AddFleetSilo();
        builder.Services.AddFleetGateway(builder.Configuration);
        builder.Services.AddHostReports(HostRole.AllInOne);
        var app = builder.Build();
        app.MapFleetGateway();
        await app.StartAsync();

        var organization = app.Services.GetRequiredService<IGrainFactory>().GetGrain<IOrganizationGrain>(GrainKey.ForOrganization(Organization));
        await organization.Configure(new OrganizationSettings { OrganizationId = Organization, Name = "S0" });
        var secret = ApiKeySecret.Create();
        await organization.AddApiKey(ApiKeySecret.Hash(secret), new ApiKeySpec { Name = "end to end", Role = Role.Admin });
        return new FleetHost(app, secret);
    }

    public static string Token(string claims) => TokenMinter.Hs256(claims, secret: Secret);

    /// <summary>Of a viewer.</summary>
    public static string Claims(string organization) =>
        $$"""{"sub":"someone","org":"{{organization}}","role":"viewer","exp":{{TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds()}}}""";

    /// <summary>A viewer's token for the organization.</summary>
    public static string Token() => TokenMinter.Hs256(Claims(Organization), secret: Secret);

    /// <summary>The answer's status; as whom the claims say, null as the organization's admin, <c>none</c> as nobody.</summary>
    public async Task<int> Try(HttpMethod method, string path, string json, string? claims = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(_http.BaseAddress!, path));
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", claims is null ? Key : claims == "none" ? "nobody's" : TokenMinter.Hs256(claims, secret: Secret));
        using var response = await _http.SendAsync(request);
        return (int)response.StatusCode;
    }

    /// <summary>As whom the claims say; null as the organization's admin.</summary>
    public async Task<(int Status, string Body)> Get(string path, string? claims = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (claims is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(claims));
        using var response = await _http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<(int Status, string Body)> Send(string method, string path, string json)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative)) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        using var response = await _http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<string> Post(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), content);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        return body;
    }

    /// <summary>False where it is to be sent again later (503).</summary>
    public async Task<bool> TryPost(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), content);
        Assert.True(response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.ServiceUnavailable, response.ToString());
        return response.IsSuccessStatusCode;
    }

    /// <summary>
    /// Ends what earlier runs against the same database left of a vehicle: on a trip that is still under way none would start.
    /// </summary>
    /// <returns>A minute ago, or later where the vehicle has reported since: what is older than its newest position is late.</returns>
    public async Task<DateTimeOffset> Free(string vehicleId)
    {
        var minuteAgo = TimeProvider.System.GetUtcNow().AddSeconds(-60);
        var path = new Uri("/v1/vehicles/" + vehicleId, UriKind.Relative);
        using var known = await _http.GetAsync(path);
        if (known.StatusCode == HttpStatusCode.NotFound)
            return minuteAgo;
        using var vehicle = JsonDocument.Parse(await known.Content.ReadAsStringAsync());
        var free = vehicle.RootElement.GetProperty("last_location").GetProperty("timestamp").GetDateTimeOffset().AddSeconds(1);
        using var removed = await _http.DeleteAsync(path);
        Assert.True(removed.IsSuccessStatusCode, removed.ToString());
        return free > minuteAgo ? free : minuteAgo;
    }

    public async Task Delete(string path)
    {
        using var response = await _http.DeleteAsync(new Uri(path, UriKind.Relative));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task Put(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _http.PutAsync(new Uri(path, UriKind.Relative), content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task Patch(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _http.PatchAsync(new Uri(path, UriKind.Relative), content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
