using System.Collections.Concurrent;
using Fleet.Gateway.Subscriptions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Protocols.SocketIo.EngineIo;

/// <summary>What all Engine.IO sessions of one path share, and the sessions by their sid. Bound of these: the connection limits.</summary>
internal sealed class EngineHost(
    SessionRegistry registry,
    IOptions<SocketIoOptions> options,
    IOptions<SubscriptionOptions> subscriptionOptions,
    IOptions<ConnectionOptions> connectionOptions,
    TimeProvider time,
    ILogger<EngineSession> logger)
{
    public SessionRegistry Registry => registry;

    public SocketIoOptions Options { get; } = options.Value;

    public SubscriptionOptions SubscriptionOptions { get; } = subscriptionOptions.Value;

    public ConnectionOptions ConnectionOptions { get; } = connectionOptions.Value;

    public TimeProvider Time => time;

    public ILogger Logger => logger;

    public ConcurrentDictionary<string, EngineSession> Sessions { get; } = new(StringComparer.Ordinal);
}
