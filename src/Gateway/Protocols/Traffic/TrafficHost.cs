using Fleet.Gateway.Auth;
using Fleet.Gateway.Subscriptions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Protocols.Traffic;

/// <summary>What all sessions share.</summary>
internal sealed class TrafficHost(
    SessionRegistry registry,
    FeedHub hub,
    SubscriptionJoin join,
    IAuthenticator authenticator,
    IOptions<TrafficSocketOptions> options,
    IOptions<SubscriptionOptions> subscriptionOptions,
    IOptions<ConnectionOptions> connectionOptions,
    TimeProvider time,
    ILogger<TrafficSession> logger)
{
    public SessionRegistry Registry => registry;

    public FeedHub Hub => hub;

    public SubscriptionJoin Join => join;

    public IAuthenticator Authenticator => authenticator;

    public TrafficSocketOptions Options { get; } = options.Value;

    public SubscriptionOptions SubscriptionOptions { get; } = subscriptionOptions.Value;

    public ConnectionOptions ConnectionOptions { get; } = connectionOptions.Value;

    public TrafficCodec Codec { get; } = new(options.Value);

    public TimeProvider Time => time;

    public ILogger Logger => logger;
}
