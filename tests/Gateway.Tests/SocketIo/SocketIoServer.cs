using Fleet.Audit;
using Fleet.Events;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Fakes;
using Fleet.Gateway.Protocols.SocketIo.Recovery;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;
using Fleet.Notifications;
using Fleet.Organizations;
using Fleet.Storage;
using Fleet.Testing;
using Fleet.Vehicles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Protocols.SocketIo;

/// <summary>Socket.IO behind a real Kestrel on a port of the system's choice, over local shards and a clock that stands still.</summary>
internal sealed class SocketIoServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SocketIoServer(WebApplication app, ManualTimeProvider clock, LocalShards shards, KnownKeys keys, FakeGrains grains)
    {
        _app = app;
        Clock = clock;
        Shards = shards;
        Keys = keys;
        Grains = grains;
    }

    public ManualTimeProvider Clock { get; }

    public LocalShards Shards { get; }

    public KnownKeys Keys { get; }

    public FakeGrains Grains { get; }

    public SessionRegistry Registry => _app.Services.GetRequiredService<SessionRegistry>();

    public string Url => _app.Urls.First();

    public static async Task<SocketIoServer> Start(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create<string, string?>(s.Key, s.Value)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var clock = new ManualTimeProvider();
        var shards = new LocalShards(new ShardOptions { Shards = 8, RingSize = 500 }, new MemoryEventLog(1_000));
        var keys = new KnownKeys();
        keys.Add("key", KnownKeys.Viewer());
        keys.Add("other", KnownKeys.Viewer() with { Subject = "somebody else" });
        var (cluster, grains) = FakeGrains.Create();
        grains.Use<IVehicleGrain>(key => new FakeVehicleGrain(key));
        grains.Use<IInboxGrain>(key => new FakeInboxGrain(key, e => shards.Publish(e)));
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<IShardSource>(shards);
        builder.Services.AddSingleton<IAuthenticator>(keys);
        grains.Use<IOrganizationGrain>(key => new FakeOrganizationGrain(key, grains, clock));
        grains.Use<IApiKeyGrain>(_ => new FakeApiKeyGrain());
        builder.Services.AddSingleton(cluster);
        builder.Services.AddSingleton<IGrainFactory>(cluster);
        builder.Services.AddSingleton<IAuditLog>(new MemoryAuditLog());
        builder.Services.AddStreaming(builder.Configuration);
        builder.Services.AddSocketIo(builder.Configuration);
        var app = builder.Build();
        app.MapSocketIo();
        await app.StartAsync();
        return new SocketIoServer(app, clock, shards, keys, grains);
    }

    /// <summary>A client that was let in.</summary>
    public async Task<SocketIoClient> Enter(string auth = """{"token":"key"}""")
    {
        var client = await SocketIoClient.Connect(Url);
        await client.Say("40" + auth);
        await client.Welcomed();
        return client;
    }

    /// <summary>Done when every seat taken at a shard is live: from then on publishing reaches sessions before it returns.</summary>
    public async Task Live(int seats)
    {
        var hub = _app.Services.GetRequiredService<FeedHub>();
        while (hub.LiveMembers != seats)
        {
            await Task.Yield();
        }
    }

    /// <summary>Done when so many lost connections wait to be recovered.</summary>
    public async Task Lost(int connections)
    {
        var store = _app.Services.GetRequiredService<RecoveryStore>();
        while (store.Lost != connections)
        {
            await Task.Yield();
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
