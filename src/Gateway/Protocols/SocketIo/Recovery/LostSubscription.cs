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
    int Shards)
{
    /// <summary>
    /// Where it goes on: behind what was offered, or before the first that did not arrive, but never before what did.
    /// Null where it had not stood yet, or its lines are others now.
    /// </summary>
    public Dictionary<int, ShardPosition>? PlacesAfter(Missed missed)
    {
        if (Reached.Count < Shards)
        {
            return null;
        }

        var places = new Dictionary<int, ShardPosition>();
        foreach (var (shard, reached) in Reached)
        {
            if (missed.Epochs.TryGetValue(shard, out var epoch) && epoch != reached.Epoch)
            {
                return null;
            }

            var mine = missed.Events.Where(m => m.Shard == shard && SocketIoForm.LaneOf(m.Slot) == Lane).ToList();
            var n = mine.Count > 0 ? Math.Min(reached.N, mine.Min(m => m.N) - 1) : reached.N;
            var got = missed.Got.Where(g => g.Key.Shard == shard && SocketIoForm.LaneOf(g.Key.Slot) == Lane)
                .Select(g => g.Value).DefaultIfEmpty().Max();
            places.Add(shard, reached with { N = Math.Max(n, Math.Min(got, reached.N)) });
        }

        return places;
    }
}
