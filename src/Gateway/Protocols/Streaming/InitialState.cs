using Fleet.Events;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>Picks out of snapshots what a subscription shows.</summary>
internal static class InitialState
{
    public static List<FeedEvent> Of(Subscription subscription, IReadOnlyList<ShardSnapshot> shards)
    {
        var events = new List<FeedEvent>();
        foreach (var shard in shards)
        {
            Add(shard.Vehicles);
            Add(shard.Trips);
            Add(shard.Safety);
            Add(shard.Drivers);
            Add(shard.Compliance);
            Add(shard.CustomEvents);
            Add(shard.Alerts);
        }

        return events;

        void Add(IEnumerable<FleetEvent> found)
        {
            foreach (var happened in found)
            {
                var e = new FeedEvent(happened, default);
                if (subscription.Shows(e))
                {
                    events.Add(e);
                }
            }
        }
    }
}
