using System.Runtime.InteropServices;
using Fleet.Geography;

namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// The members of one channel, each in the buckets of its most selective filter: vehicle, driver, trip, topic, camera, map cell, or
/// none of them. An event looks into the buckets it could be wanted from, so that it costs what it matches.
/// </summary>
internal sealed class ChannelIndex(EventChannels channel)
{
    private readonly Dictionary<string, List<FeedMember>> _byVehicle = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<FeedMember>> _byDriver = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<FeedMember>> _byTrip = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<FeedMember>> _byTopic = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<FeedMember>> _byCamera = new(StringComparer.Ordinal);
    private readonly Dictionary<long, List<FeedMember>>[] _byCell = [[], [], []];
    private readonly List<FeedMember> _others = [];

    public void Add(FeedMember member) => Visit(member, new Adder());

    public void Remove(FeedMember member) => Visit(member, new Remover());

    /// <summary>Adds those to <paramref name="into"/> that might want the event, each once.</summary>
    public void Find(FeedEvent e, List<FeedMember> into)
    {
        Take(_byVehicle, e.VehicleId, into);
        Take(_byDriver, e.DriverId, into);
        Take(_byTrip, e.TripId, into);
        Take(_byTopic, e.Topic, into);
        Take(_byCamera, e.CameraId, into);
        TakeOthers(_byTopic, e.AlsoTopic, into);
        if (e.Place is { } place)
        {
            for (var level = 0; level < MapCells.Levels; level++)
            {
                if (_byCell[level].Count > 0
                    && _byCell[level].TryGetValue(MapCells.Of(level, place.Latitude, place.Longitude), out var inCell))
                {
                    into.AddRange(inCell);
                }
            }
        }

        into.AddRange(_others);
    }

    private static void Take(Dictionary<string, List<FeedMember>> buckets, string? key, List<FeedMember> into)
    {
        if (key is not null && buckets.Count > 0 && buckets.TryGetValue(key, out var bucket))
        {
            into.AddRange(bucket);
        }
    }

    /// <summary>Those that are not there yet: a member may name both topics.</summary>
    private static void TakeOthers(Dictionary<string, List<FeedMember>> buckets, string? key, List<FeedMember> into)
    {
        if (key is not null && buckets.Count > 0 && buckets.TryGetValue(key, out var bucket))
        {
            foreach (var member in bucket)
            {
                if (!into.Contains(member))
                    into.Add(member);
            }
        }
    }

    private void Visit<T>(FeedMember member, T change)
        where T : struct, IChange
    {
        var filter = member.Subscription.Filter;
        if (channel == EventChannels.Topics)
        {
            Each(_byTopic, filter.Topics ?? Enumerable.Empty<string>(), member, change); // who names none hears none
        }
        else if (filter.VehicleIds is { } vehicles)
        {
            Each(_byVehicle, vehicles, member, change);
        }
        else if (filter.DriverIds is { } drivers)
        {
            Each(_byDriver, drivers, member, change);
        }
        else if (filter.TripIds is { } trips)
        {
            Each(_byTrip, trips, member, change);
        }
        else if (filter.Traffic?.CameraIds is { } cameras)
        {
            Each(_byCamera, cameras, member, change);
        }
        else if (AreaOf(member) is { } area && MapCells.Cover(area) is { } cover)
        {
            Each(_byCell[cover.Level], cover.Cells, member, change);
        }
        else
        {
            change.Apply(_others, member);
        }
    }

    /// <summary>Outside of this no event of the channel is wanted. Only locations always have a place that permissions bound.</summary>
    private GeoBounds? AreaOf(FeedMember member) => channel switch
    {
        EventChannels.Locations => member.Subscription.Filter.Bounds ?? member.Subscription.Visibility.Bounds,
        EventChannels.DriverPerformance or EventChannels.DriverCompliance or EventChannels.VehicleStatus or EventChannels.Inboxes or EventChannels.Topics => null,
        _ => member.Subscription.Filter.Bounds,
    };

    private static void Each<TKey, T>(Dictionary<TKey, List<FeedMember>> buckets, IEnumerable<TKey> keys, FeedMember member, T change)
        where TKey : notnull
        where T : struct, IChange
    {
        foreach (var key in keys)
        {
            ref var bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(buckets, key, out _);
            bucket ??= new List<FeedMember>(1);
            change.Apply(bucket, member);
            if (bucket.Count == 0)
            {
                buckets.Remove(key);
            }
        }
    }

    private interface IChange
    {
        void Apply(List<FeedMember> bucket, FeedMember member);
    }

    private readonly struct Adder : IChange
    {
        public void Apply(List<FeedMember> bucket, FeedMember member) => bucket.Add(member);
    }

    /// <summary>Order within a bucket means nothing, so the last takes the place of the one that leaves.</summary>
    private readonly struct Remover : IChange
    {
        public void Apply(List<FeedMember> bucket, FeedMember member)
        {
            var at = bucket.IndexOf(member);
            if (at >= 0)
            {
                bucket[at] = bucket[^1];
                bucket.RemoveAt(bucket.Count - 1);
            }
        }
    }
}
