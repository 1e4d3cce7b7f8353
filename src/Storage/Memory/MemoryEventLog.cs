using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fleet.Events;

namespace Fleet.Storage;

/// <summary>
/// The event log of a process without a database. Forgets the batches that came first once it is full, and everything
/// with the process.
/// </summary>
/// <param name="maxEvents">Bound of all events. Overflow: the oldest batches leave; a reader that still wanted them is told so.</param>
public sealed class MemoryEventLog(int maxEvents) : IEventLog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Organization, int Shard), MemoryEventLine> _lines = [];

    /// <summary>Whose batch came next, the oldest first. Bounded by the events of the batches.</summary>
    private readonly Queue<(string Organization, int Shard)> _arrivals = new();

    /// <summary>Events asked for by what they are about: those of the batches kept.</summary>
    private readonly Dictionary<(string Organization, string EventId), FleetEvent> _events = [];

    private long _count;

    public ValueTask<AppendResult> Append(
        string organizationId, ShardPosition? head, ShardBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        cancellationToken.ThrowIfCancellationRequested();
        batch.MustFollow(head);
        lock (_lock)
        {
            var key = (organizationId, batch.Shard);
            var line = _lines.GetValueOrDefault(key);
            if (line?.Head != head)
                return ValueTask.FromResult(AppendResult.Stale);
            if (line is null)
                _lines[key] = line = new MemoryEventLine();
            line.Add(batch);
            _arrivals.Enqueue(key);
            _count += batch.Events.Length;
            foreach (var indexed in batch.Events.Where(EventIndex.IsIndexed))
                _events.TryAdd((organizationId, indexed.EventId), indexed);
            while (_count > maxEvents && _arrivals.Count > 1)
                ForgetOldest();
            return ValueTask.FromResult(AppendResult.Done);
        }
    }

    public ValueTask<ShardPosition?> Head(string organizationId, int shard, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(_lines.GetValueOrDefault((organizationId, shard))?.Head);
        }
    }

    public ValueTask<ShardRead> Read(string organizationId, ShardPosition after, int max, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(_lines.TryGetValue((organizationId, after.Shard), out var line)
                ? line.Read(after, max)
                : new ShardRead { Complete = false, Head = new ShardPosition(after.Shard, "", 0) });
        }
    }

    public ValueTask<HistoryPage> History(
        string organizationId, int shard, DateTimeOffset from, DateTimeOffset until, long after, int max, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return ValueTask.FromResult(_lines.TryGetValue((organizationId, shard), out var line)
                ? line.History(from, until, after, max)
                : new HistoryPage { Events = [] });
        }
    }

    public ValueTask<ImmutableHashSet<string>> Known(
        string organizationId, IReadOnlyCollection<string> eventIds, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(eventIds.Where(id => _events.ContainsKey((organizationId, id))).ToImmutableHashSet());
        }
    }

    public ValueTask<EventPage> Query(EventQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var after = query.After is null ? (EventPlace?)null : EventPlace.Parse(query.After);
        List<FleetEvent> found;
        lock (_lock)
        {
            found = _events
                .Where(e => e.Key.Organization == query.OrganizationId && IsWanted(e.Value, query))
                .Select(e => e.Value)
                .Where(e => after is null || EventPlace.Of(e).CompareTo(after.Value) < 0)
                .OrderByDescending(EventPlace.Of)
                .Take(query.Limit + 1)
                .ToList();
        }

        var events = found.Take(query.Limit).ToImmutableArray();
        return ValueTask.FromResult(new EventPage
        {
            Events = events,
            Next = found.Count > query.Limit ? EventQuery.PlaceOf(events[^1]) : null,
        });
    }

    public ValueTask<ImmutableDictionary<string, long>> Count(EventQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        lock (_lock)
        {
            return ValueTask.FromResult(_events
                .Where(e => e.Key.Organization == query.OrganizationId && IsWanted(e.Value, query))
                .GroupBy(e => EventIndex.TypeOf(e.Value) ?? "", StringComparer.Ordinal)
                .ToImmutableDictionary(g => g.Key, g => g.LongCount(), StringComparer.Ordinal));
        }
    }

    public async IAsyncEnumerable<LoggedShard> ShardsSince(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<(string Organization, int Shard)> found;
        lock (_lock)
        {
            found = [.. _lines
                .Where(l => l.Value.History(since, DateTimeOffset.MaxValue, after: 0, int.MaxValue).Events.Any(e => EventIndex.IsIndexed(e.Event)))
                .Select(l => l.Key)];
        }

        foreach (var (organization, shard) in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new(organization, shard);
        }

        await Task.CompletedTask;
    }

    private static bool IsWanted(FleetEvent e, EventQuery query) =>
        (query.Kinds.IsDefaultOrEmpty || query.Kinds.Contains(EventIndex.KindOf(e)))
        && (query.Types.IsDefaultOrEmpty || (EventIndex.TypeOf(e) is { } type && query.Types.Contains(type)))
        && (query.Severities.IsDefaultOrEmpty || (e is SafetyDetected safety && query.Severities.Contains(safety.Severity)))
        && (query.VehicleId is null || e.VehicleId == query.VehicleId)
        && (query.VehicleIds.IsDefaultOrEmpty || (e.VehicleId is { } vehicle && query.VehicleIds.Contains(vehicle)))
        && (query.DriverId is null || e.DriverId == query.DriverId)
        && (query.TripId is null || e.TripId == query.TripId)
        && (query.SubjectId is null || EventIndex.SubjectOf(e) == query.SubjectId)
        && (!query.OfSubjects || EventIndex.SubjectOf(e) is not null)
        && (query.From is null || e.Timestamp >= query.From)
        && (query.Until is null || e.Timestamp < query.Until);

    private void ForgetOldest()
    {
        var key = _arrivals.Dequeue();
        var batch = _lines[key].ForgetOldest();
        _count -= batch.Events.Length;
        foreach (var gone in batch.Events)
            _events.Remove((key.Organization, gone.EventId));
    }
}
