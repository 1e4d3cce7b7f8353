using Fleet.Audit;
using Fleet.Events;
using Fleet.Gateway.Api.AsyncApi;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Fakes;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;
using Fleet.Geofences;
using Fleet.Storage;
using Fleet.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Protocols.SpatialFlow;

/// <summary>S3's paths behind a real Kestrel, over local shards, their log, and a clock that stands still.</summary>
internal sealed class SpatialFlowServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SpatialFlowServer(WebApplication app) => _app = app;

    public required ManualTimeProvider Clock { get; init; }

    public required LocalShards Shards { get; init; }

    public required KnownKeys Keys { get; init; }

    public required FakeGrains Grains { get; init; }

    public SessionRegistry Registry => _app.Services.GetRequiredService<SessionRegistry>();

    /// <summary>What <c>/asyncapi.json</c> says of the sockets here, UTF-8.</summary>
    public byte[] Description => new AsyncApiDocument(
        [new AsyncApiPart(typeof(AsyncApiDocument).Assembly, "AsyncApi.streaming.json"), .. _app.Services.GetServices<AsyncApiPart>()]).Json;

    public Uri Address(string path) => new(_app.Urls.First().Replace("http", "ws", StringComparison.Ordinal) + path);

    public static async Task<SpatialFlowServer> Start(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create<string, string?>(s.Key, s.Value)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var clock = new ManualTimeProvider();
        var log = new MemoryEventLog(1_000_000);
        var shards = new LocalShards(new ShardOptions { Shards = 4, RingSize = 1_000 }, log);
        var keys = new KnownKeys();
        keys.Add("jwt", KnownKeys.Viewer());
        var (grains, fakes) = FakeGrains.Create();
        fakes.Use<IGeofenceCatalogGrain>(_ => new FakeGeofenceCatalogGrain());
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<IShardSource>(shards);
        builder.Services.AddSingleton<IEventLog>(log);
        builder.Services.AddSingleton<IAuthenticator>(keys);
        builder.Services.AddSingleton<IGrainFactory>(grains);
        builder.Configuration.AddInMemoryCollection([new("Fleet:Shards", "4")]);
        builder.Services.AddSingleton<IAuditLog>(new MemoryAuditLog());
        builder.Services.AddStreaming(builder.Configuration);
        builder.Services.AddSpatialFlow(builder.Configuration);
        var app = builder.Build();
        app.MapSpatialFlow();
        await app.StartAsync();
        return new SpatialFlowServer(app) { Clock = clock, Shards = shards, Keys = keys, Grains = fakes };
    }

    /// <summary>As S3's clients connect: the token as a subprotocol.</summary>
    public Task<StreamingClient> Connect(string path, string token = "jwt", string? origin = null) =>
        StreamingClient.Connect(Address(path), origin, subprotocols: ["access_token", token]);

    /// <summary>Done when so many seats at shards are live: from then on publishing reaches the session before it returns.</summary>
    public async Task Live(int seats)
    {
        var hub = _app.Services.GetRequiredService<FeedHub>();
        while (hub.LiveMembers != seats)
        {
            await Task.Yield();
        }
    }

    public Task Stop() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
