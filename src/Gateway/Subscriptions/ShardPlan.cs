using Fleet.Events;

namespace Fleet.Gateway.Subscriptions;

/// <summary>Which shards can have events for a subscription: a vehicle's events are in the vehicle's shard, a driver's own in the driver's.</summary>
internal static class ShardPlan
{
    public static IReadOnlyList<int> Of(Subscription subscription, int shards)
    {
        var channels = subscription.Channels & (EventChannels.OfShards | EventChannels.OfTraffic);
        var filter = subscription.Filter;
        if (channels == EventChannels.None)
        {
            return [];
        }

        if ((channels & EventChannels.OfTraffic) != 0)
        {
            return (channels & ~(EventChannels.TrafficFlow | EventChannels.CameraStatus)) == 0 && filter.Traffic?.CameraIds is { } cameras ? Shards(cameras)
                : channels == EventChannels.Congestion && filter.Traffic?.ZoneIds is { } zones ? Shards(zones)
                : [.. Enumerable.Range(0, shards)];
        }

        return (channels & ~EventChannels.OfDrivers) == 0 && filter.DriverIds is { } drivers ? Shards(drivers)
            : (channels & EventChannels.OfDrivers) == 0 && filter.VehicleIds is { } vehicles ? Shards(vehicles)
            : [.. Enumerable.Range(0, shards)];

        int[] Shards(IEnumerable<string> ids) => [.. ids.Select(id => EventStreams.ShardOf(id, shards)).Distinct().Order()];
    }
}
