using Fleet.Events;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>One initial_data message. A large state goes in several; the last is final.</summary>
internal sealed record InitialData(
    Subscription Subscription,
    SubscriptionStart Why,
    IReadOnlyList<ShardPosition> Offsets,
    IReadOnlyList<FeedEvent> Events,
    FleetStatus? Fleet,
    FleetFigures? Analytics,
    bool IsFinal);
