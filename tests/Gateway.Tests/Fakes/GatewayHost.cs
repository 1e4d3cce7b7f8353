using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Fleet.Alerts;
using Fleet.Directory;
using Fleet.Drivers;
using Fleet.Geofences;
using Fleet.Notifications;
using Fleet.Organizations;
using Fleet.Places;
using Fleet.Reviews;
using Fleet.Roads;
using Fleet.Storage;
using Fleet.Testing;
using Fleet.Trips;
using Fleet.Vehicles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Fakes;

/// <summary>The whole gateway on a free loopback port, over fake grains and a clock that stands still.</summary>
public sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayHost(WebApplication app, FakeGrains grains, ManualTimeProvider time)
    {
        _app = app;
        Grains = grains;
        Time = time;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public FakeGrains Grains { get; }

    public ManualTimeProvider Time { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static Task<GatewayHost> Start(params (string Key, string Value)[] settings) => Start(null, null, settings);

    /// <param name="log">Gets all that is logged, from Trace on.</param>
    /// <param name="positions">Stands in for the position log.</param>
    public static async Task<GatewayHost> Start(ILoggerProvider? log, IPositionLog? positions = null, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection([
            new("Gateway:Auth:JwtSecret", TokenMinter.Secret),
            .. settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)),
        ]);
        builder.Logging.ClearProviders();
        if (log is not null)
            builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log);

        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");

        var time = new ManualTimeProvider();
        var (factory, grains) = FakeGrains.Create();
        var directory = new MemoryFleetDirectory(Options.Create(new MemoryDirectoryOptions()));
        grains.Use<IVehicleGrain>(key => new FakeVehicleGrain(key, grains, directory));
        grains.Use<ITripGrain>(key => new FakeTripGrain(key, directory));
        grains.Use<IDriverGrain>(key => new FakeDriverGrain(key, directory));
        grains.Use<IGeofenceGrain>(key => new FakeGeofenceGrain(key, directory));
        grains.Use<IReviewGrain>(_ => new FakeReviewGrain());
        grains.Use<IRoadCatalogGrain>(key => new FakeRoadCatalogGrain(key, grains));
        grains.Use<IRoadLayerGrain>(_ => new FakeRoadLayerGrain());
        grains.Use<IPlaceCatalogGrain>(key => new FakePlaceCatalogGrain(key, grains));
        grains.Use<IPlaceLayerGrain>(_ => new FakePlaceLayerGrain());
        grains.Use<IGeofenceCatalogGrain>(_ => new FakeGeofenceCatalogGrain());
        grains.Use<IInboxGrain>(key => new FakeInboxGrain(key));
        grains.Use<IAlertRulesGrain>(_ => new FakeAlertRulesGrain());
        grains.Use<IAlertGrain>(key => new FakeAlertGrain(key, directory, time));
        grains.Use<INotificationSettingsGrain>(_ => new FakeNotificationSettingsGrain());
        grains.Use<IApiKeyGrain>(_ => new FakeApiKeyGrain());
        grains.Use<IOrganizationGrain>(key => new FakeOrganizationGrain(key, grains, time));

        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(factory);
        builder.Services.AddSingleton<IGrainFactory>(factory);
        builder.Services.AddSingleton<IFleetDirectory>(directory);
        builder.Services.AddFleetMemoryLogs();
        if (positions is not null)
            builder.Services.AddSingleton(positions);

        builder.Services.AddRouting();
        builder.Services.AddFleetGateway(builder.Configuration);
        var app = builder.Build();
        app.MapFleetGateway();
        await app.StartAsync();
        return new GatewayHost(app, grains, time);
    }

    /// <summary>A token for an organization.</summary>
    public string Token(string organization = "acme", string role = "admin", bool superuser = false, string permissions = "{}") =>
        TokenMinter.For(organization, role, Time.GetUtcNow(), superuser, permissions);

    public async Task<(int Status, JsonNode? Body, HttpResponseMessage Response)> Send(
        HttpMethod method, string path, string? credential, string? body = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (credential is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null, response);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
