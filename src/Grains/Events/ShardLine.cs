using System.Collections.Immutable;
using System.Security.Cryptography;
using Fleet.Geography;
using Fleet.Traffic;

namespace Fleet.Events;

/// <summary>
/// One shard's offset line with everything drawn from it. Pure: the grain around it decides when a batch is durable and
/// hands it on; a line restored from a log is made with the log's epoch and fed the log's events again.
/// </summary>
/// <param name="shard">Its number.</param>
/// <param name="epoch">Of the line.</param>
/// <param name="options">How much of it is kept.</param>
/// <param name="from">The number before the first event that it will be fed.</param>
internal sealed class ShardLine(int shard, string epoch, ShardOptions options, long from = 0)
{
    private readonly EventRing _ring = new(options.RingSize, from);
    private readonly ShardLedger _ledger = new(options.RecentSafetyEvents);

    public ShardPosition Head => new(shard, epoch, _ring.Head);

    /// <summary>The number before the oldest that can still be read.</summary>
    public long Tail => _ring.Head - _ring.Count;

    /// <summary>An epoch that no line had before: 64 random bits.</summary>
    public static string NewEpoch() => RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <returns>How many were new.</returns>
    public int Append(ImmutableArray<FleetEvent> events)
    {
        var taken = 0;
        foreach (var happened in events)
        {
            if (_ring.TryAppend(happened))
            {
                _ledger.Apply(happened);
                taken++;
            }
        }

        return taken;
    }

    /// <summary>Events as the log has them, numbers given.</summary>
    /// <param name="earlier">Told before those, and only of use for the present state.</param>
    /// <param name="events">Those that the ring is to hold.</param>
    public void Recall(ImmutableArray<FleetEvent> earlier, ImmutableArray<FleetEvent> events)
    {
        foreach (var happened in earlier)
        {
            _ledger.Remember(happened);
        }

        foreach (var happened in events)
        {
            _ring.Append(happened);
            _ledger.Apply(happened);
        }
    }

    /// <summary>Traffic state that is older than what the ring holds, oldest first. Before <see cref="Recall"/>.</summary>
    public void Remember(IEnumerable<TrafficEvent> events)
    {
        foreach (var happened in events)
        {
            _ledger.Apply(happened);
        }
    }

    public ImmutableArray<SpeedSample> Speeds(GeoBounds bounds, DateTimeOffset since) => _ledger.Speeds(bounds, since);

    public bool Knows(string eventId) => _ring.Knows(eventId);

    /// <summary>The newest location of a vehicle that the line tells of; null where it knows of none.</summary>
    public DateTimeOffset? NewestLocation(string vehicleId) => _ledger.NewestLocation(vehicleId);

    public ShardRead Read(ShardPosition after, int max)
    {
        ImmutableArray<FleetEvent> events = [];
        var complete = after.Shard == shard && after.Epoch == epoch && _ring.TryRead(after.N, max, out events);
        return new ShardRead { Complete = complete, Head = Head, Events = complete ? events : [] };
    }

    public ShardSnapshot Snapshot(SnapshotRequest request) => _ledger.Snapshot(request, Head);

    public FleetTally Tally(DateTimeOffset now) => _ledger.Tally(now);

    public FleetMetrics Metrics(DateTimeOffset now) => _ledger.Metrics(now, whole: from == 0);
}
