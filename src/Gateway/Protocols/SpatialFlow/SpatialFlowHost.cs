using Fleet.Gateway.Auth;
using Fleet.Gateway.Subscriptions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Protocols.SpatialFlow;

/// <summary>What all sessions share.</summary>
internal sealed class SpatialFlowHost(
    SessionRegistry registry,
    FeedHub hub,
    SubscriptionJoin join,
    IAuthenticator authenticator,
    IOptions<SpatialFlowOptions> options,
    IOptions<SubscriptionOptions> subscriptionOptions,
    IOptions<ConnectionOptions> connectionOptions,
    TimeProvider time,
    ILogger<SpatialFlowSession> logger)
{
    public SessionRegistry Registry => registry;

    public FeedHub Hub => hub;

    public SubscriptionJoin Join => join;

    public IAuthenticator Authenticator => authenticator;

    public SpatialFlowOptions Options { get; } = options.Value;

    public SubscriptionOptions SubscriptionOptions { get; } = subscriptionOptions.Value;

    public ConnectionOptions ConnectionOptions { get; } = connectionOptions.Value;

    public TimeProvider Time => time;

    public ILogger Logger => logger;
}
