using Fleet.Gateway.Auth;
using Fleet.Gateway.Protocols.SocketIo.EngineIo;
using Fleet.Gateway.Protocols.SocketIo.Recovery;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Protocols.SocketIo.Fleet;

/// <summary>What all sessions share.</summary>
internal sealed class FleetSocketHost(
    EngineHost engine,
    FeedHub hub,
    SubscriptionJoin join,
    ShardReader shards,
    FleetOverview fleet,
    BulletinBoard board,
    RecoveryStore store,
    IAuthenticator authenticator,
    IClusterClient grains,
    IOptions<StreamingOptions> streaming,
    ILogger<FleetSocket> logger)
{
    public EngineHost Engine => engine;

    public SocketIoOptions Options => engine.Options;

    public FeedHub Hub => hub;

    public SubscriptionJoin Join => join;

    public ShardReader Shards => shards;

    public FleetOverview Fleet => fleet;

    public BulletinBoard Board => board;

    public RecoveryStore Store => store;

    public IAuthenticator Authenticator => authenticator;

    public IClusterClient Grains => grains;

    public ClientMessageReader Reader { get; } = new(streaming.Value);

    /// <summary>Limits of filters are the same in every protocol.</summary>
    public StreamingOptions Streaming { get; } = streaming.Value;

    public TimeProvider Time => engine.Time;

    public ILogger Logger => logger;
}
