using Fleet.Events;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.Traffic;

/// <summary>What a client can say, read and checked for form.</summary>
internal abstract record TrafficMessage
{
    internal sealed record Auth(string Token) : TrafficMessage;

    internal sealed record Subscribe(
        EventChannels Channel, TrafficFilter? Filter, string? SubscriptionId, IReadOnlyDictionary<int, ShardPosition>? Resume) : TrafficMessage;

    /// <param name="Channel">None where the subscription is named.</param>
    internal sealed record Unsubscribe(EventChannels Channel, string? SubscriptionId) : TrafficMessage;

    internal sealed record Ping : TrafficMessage;
}
