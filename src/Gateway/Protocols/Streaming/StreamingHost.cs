using Fleet.Gateway.Audit;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Subscriptions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>What all sessions share: one reference a session instead of nine.</summary>
internal sealed class StreamingHost(
    SessionRegistry registry,
    FeedHub hub,
    SubscriptionJoin join,
    SubscriptionReplay replay,
    FleetOverview fleet,
    FleetAnalytics analytics,
    IAuthenticator authenticator,
    AuditTrail trail,
    IGrainFactory grains,
    IOptions<StreamingOptions> options,
    IOptions<SubscriptionOptions> subscriptionOptions,
    IOptions<ConnectionOptions> connectionOptions,
    TimeProvider time,
    ILogger<StreamingSession> logger)
{
    public SessionRegistry Registry => registry;

    public AuditTrail Trail => trail;

    public FeedHub Hub => hub;

    public SubscriptionJoin Join => join;

    public SubscriptionReplay Replay => replay;

    public FleetOverview Fleet => fleet;

    public FleetAnalytics Analytics => analytics;

    public IAuthenticator Authenticator => authenticator;

    public IGrainFactory Grains => grains;

    public StreamingOptions Options { get; } = options.Value;

    public SubscriptionOptions SubscriptionOptions { get; } = subscriptionOptions.Value;

    public ConnectionOptions ConnectionOptions { get; } = connectionOptions.Value;

    public ClientMessageReader Reader { get; } = new(options.Value);

    public TimeProvider Time => time;

    public ILogger Logger => logger;
}
