using Fleet.Audit;
using Fleet.Events;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Fakes;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;
using Fleet.Organizations;
using Fleet.Storage;
using Fleet.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Protocols.Traffic;

/// <summary>S2's socket behind a real Kestrel, over local shards and a clock that stands still.</summary>
internal sealed class TrafficServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TrafficServer(WebApplication app, ManualTimeProvider clock, LocalShards shards, KnownKeys keys, FakeGrains grains) =>
        (_app, Clock, Shards, Keys, Grains) = (app, clock, shards, keys, grains);

    public ManualTimeProvider Clock { get; }

    public LocalShards Shards { get; }

    public KnownKeys Keys { get; }

    public FakeGrains Grains { get; }

    public KeyWatch Watch => _app.Services.GetRequiredService<KeyWatch>();

    public SessionRegistry Registry => _app.Services.GetRequiredService<SessionRegistry>();

    public Uri Address => new(_app.Urls.First().Replace("http", "ws", StringComparison.Ordinal) + TrafficEndpoint.Path);

    public static async Task<TrafficServer> Start(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create<string, string?>(s.Key, s.Value)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var clock = new ManualTimeProvider(MadeTraffic.At);
        var shards = new LocalShards(new ShardOptions { Shards = 8, RingSize = 100_000 });
        var keys = new KnownKeys();
        keys.Add("token", KnownKeys.Viewer());
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<IShardSource>(shards);
        builder.Services.AddSingleton<IAuthenticator>(keys);
        var (grains, fakes) = FakeGrains.Create();
        fakes.Use<IOrganizationGrain>(id => new FakeOrganizationGrain(id, fakes, clock));
        fakes.Use<IApiKeyGrain>(_ => new FakeApiKeyGrain());
        builder.Services.AddSingleton<IGrainFactory>(grains);
        builder.Services.AddSingleton<IAuditLog>(new MemoryAuditLog());
        builder.Services.AddStreaming(builder.Configuration);
        builder.Services.AddTrafficSocket(builder.Configuration);
        var app = builder.Build();
        app.MapTrafficSocket();
        await app.StartAsync();
        return new TrafficServer(app, clock, shards, keys, fakes);
    }

    /// <summary>A client that has heard the limits.</summary>
    public async Task<StreamingClient> Connect()
    {
        var client = await StreamingClient.Connect(Address, null);
        await client.Next("rate_limit_info");
        return client;
    }

    /// <summary>A client whose token was taken.</summary>
    public async Task<StreamingClient> Enter(string token = "token")
    {
        var client = await Connect();
        await client.Say($$"""{"type":"auth","token":"{{token}}"}""");
        await client.Next("auth.success");
        return client;
    }

    /// <summary>A client with one subscription that has been told the present state.</summary>
    public async Task<StreamingClient> Subscribe(string channel, string filters = "{}", string token = "token")
    {
        var client = await Enter(token);
        await client.Say($$"""{"type":"subscribe","channel":"{{channel}}","filters":{{filters}}}""");
        await client.Next("subscribed");
        await client.Find("snapshot.complete");
        return client;
    }

    public Task Stop() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
