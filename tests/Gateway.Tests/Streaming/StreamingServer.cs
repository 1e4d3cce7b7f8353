using Fleet.Audit;
using Fleet.Events;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Fakes;
using Fleet.Gateway.Subscriptions;
using Fleet.Organizations;
using Fleet.Storage;
using Fleet.Testing;
using Fleet.Vehicles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>Streaming behind a real Kestrel on a port of the system's choice, over local shards and a clock that stands still.</summary>
internal sealed class StreamingServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StreamingServer(WebApplication app, ManualTimeProvider clock, LocalShards shards, KnownKeys keys)
    {
        _app = app;
        Clock = clock;
        Shards = shards;
        Keys = keys;
    }

    public ManualTimeProvider Clock { get; }

    public LocalShards Shards { get; }

    public KnownKeys Keys { get; }

    public required FakeGrains Grains { get; init; }

    public required LogLines Log { get; init; }

    public KeyWatch Watch => _app.Services.GetRequiredService<KeyWatch>();

    public IAuditLog Audit => _app.Services.GetRequiredService<IAuditLog>();

    public SessionRegistry Registry => _app.Services.GetRequiredService<SessionRegistry>();

    public Uri Address => new(_app.Urls.First().Replace("http", "ws", StringComparison.Ordinal) + StreamingEndpoint.Path);

    public static async Task<StreamingServer> Start(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create<string, string?>(s.Key, s.Value)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var clock = new ManualTimeProvider();
        var shards = new LocalShards(new ShardOptions { Shards = 8, RingSize = 100_000 });
        var keys = new KnownKeys();
        keys.Add("key", KnownKeys.Viewer());
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<IShardSource>(shards);
        builder.Services.AddSingleton<IAuthenticator>(keys);
        var (grains, fakes) = FakeGrains.Create();
        fakes.Use<IOrganizationGrain>(key => new FakeOrganizationGrain(key, fakes, clock));
        fakes.Use<IApiKeyGrain>(_ => new FakeApiKeyGrain());
        fakes.Use<IVehicleGrain>(key => new FakeVehicleGrain(key));
        builder.Services.AddSingleton<IGrainFactory>(grains);
        var lines = new LogLines();
        builder.Logging.AddProvider(lines);
        builder.Services.AddSingleton<IAuditLog>(new MemoryAuditLog());
        builder.Services.AddStreaming(builder.Configuration);
        var app = builder.Build();
        app.MapStreaming();
        await app.StartAsync();
        return new StreamingServer(app, clock, shards, keys) { Grains = fakes, Log = lines };
    }

    public Task<StreamingClient> Connect(string? origin = null, bool deflate = false) => StreamingClient.Connect(Address, origin, deflate);

    /// <summary>A client whose key was taken.</summary>
    public async Task<StreamingClient> Enter(string key = "key", bool deflate = false)
    {
        var client = await Connect(deflate: deflate);
        await client.Say($$"""{"type":"auth","api_key":"{{key}}"}""");
        await client.Next("auth_success");
        return client;
    }

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
