using Fleet.Events;

namespace Fleet.Gateway.Subscriptions;

/// <summary>Which shards can have events for a subscription: a vehicle's events are in the vehicle's shard, a driver's own in the driver's.</summary>
internal static class ShardPlan
{
    public static IReadOnlyList<int> Of(Subscription subscription, int shards)
    {
        var channels = subscription.Channels & EventChannels.OfShards;
        var filter = subscription.Filter;
        if (channels == EventChannels.None)
        {
            return [];
        }

        return (channels & ~EventChannels.OfDrivers) == 0 && filter.DriverIds is { } drivers ? Shards(drivers)
            : (channels & EventChannels.OfDrivers) == 0 && filter.VehicleIds is { } vehicles ? Shards(vehicles)
            : [.. Enumerable.Range(0, shards)];

        int[] Shards(IEnumerable<string> ids) => [.. ids.Select(id => EventStreams.ShardOf(id, shards)).Distinct().Order()];
    }
}
