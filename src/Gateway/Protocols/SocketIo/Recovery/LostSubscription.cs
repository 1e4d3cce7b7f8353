using Fleet.Events;
using Fleet.Gateway.Protocols.SocketIo.Fleet;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.SocketIo.Recovery;

/// <summary>One wish of a lost connection.</summary>
/// <param name="Filter">As it was wished, before it was narrowed.</param>
/// <param name="Reached">What was offered of each shard; incomplete where it was still joining.</param>
/// <param name="Waiting">Locations that waited for the end of their interval.</param>
internal sealed record LostSubscription(
    string Id,
    string? Key,
    LaneKind Lane,
    EventChannels Channels,
    SubscriptionFilter Filter,
    IReadOnlyDictionary<int, ShardPosition> Reached,
    IReadOnlyList<FeedEvent> Waiting,
    int Shards);
