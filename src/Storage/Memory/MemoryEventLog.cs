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
    private readonly Dictionary<(string Organization, int Shard), ShardPosition> _heads = [];

    /// <summary>Every batch there is, in the order of arrival. Bounded by its events.</summary>
    private readonly LinkedList<(string Organization, ShardBatch Batch)> _batches = new();

    /// <summary>Events asked for by what they are about: those of <see cref="_batches"/>.</summary>
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
            var known = _heads.TryGetValue((organizationId, batch.Shard), out var there) ? there : (ShardPosition?)null;
            if (known != head)
                return ValueTask.FromResult(AppendResult.Stale);
            _heads[(organizationId, batch.Shard)] = new(batch.Shard, batch.Epoch, batch.LastN());
            _batches.AddLast((organizationId, batch));
            _count += batch.Events.Length;
            foreach (var indexed in batch.Events.Where(EventIndex.IsIndexed))
                _events.TryAdd((organizationId, indexed.EventId), indexed);
            while (_count > maxEvents && _batches.Count > 1)
                ForgetOldest();
            return ValueTask.FromResult(AppendResult.Done);
        }
    }

    public ValueTask<ShardPosition?> Head(string organizationId, int shard, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(_heads.TryGetValue((organizationId, shard), out var head) ? head : (ShardPosition?)null);
        }
    }

    public ValueTask<ShardRead> Read(string organizationId, ShardPosition after, int max, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var head = _heads.GetValueOrDefault((organizationId, after.Shard), new ShardPosition(after.Shard, "", 0));
            if (head.Epoch != after.Epoch || after.N > head.N || after.N < 0)
                return ValueTask.FromResult(new ShardRead { Complete = false, Head = head });
            var behind = Of(organizationId, after.Shard).Where(b => b.Epoch == after.Epoch && b.LastN() > after.N).ToList();
            if (after.N < head.N && (behind.Count == 0 || behind[0].FirstN > after.N + 1))
                return ValueTask.FromResult(new ShardRead { Complete = false, Head = head });
            var events = behind.SelectMany(b => b.Events.Skip((int)Math.Max(0, after.N + 1 - b.FirstN))).Take(max);
            return ValueTask.FromResult(new ShardRead { Complete = true, Head = head, Events = [.. events] });
        }
    }

    public async IAsyncEnumerable<LoggedEvent> Replay(
        string organizationId,
        int shard,
        DateTimeOffset from,
        DateTimeOffset until,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<LoggedEvent> found;
        lock (_lock)
        {
            found = Of(organizationId, shard)
                .SelectMany(b => b.Events, (b, e) => (Batch: b, Event: e))
                .Where(x => x.Event.Timestamp >= from && x.Event.Timestamp < until)
                .Select(x => new LoggedEvent(new(shard, x.Batch.Epoch, x.Batch.FirstN + x.Batch.Events.IndexOf(x.Event)), x.Event))
                .ToList();
        }

        foreach (var logged in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return logged;
        }

        await Task.CompletedTask;
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

    private static bool IsWanted(FleetEvent e, EventQuery query) =>
        (query.Kinds.IsDefaultOrEmpty || query.Kinds.Contains(EventIndex.KindOf(e)))
        && (query.Types.IsDefaultOrEmpty || (EventIndex.TypeOf(e) is { } type && query.Types.Contains(type)))
        && (query.Severities.IsDefaultOrEmpty || (e is SafetyDetected safety && query.Severities.Contains(safety.Severity)))
        && (query.VehicleId is null || e.VehicleId == query.VehicleId)
        && (query.VehicleIds.IsDefaultOrEmpty || (e.VehicleId is { } vehicle && query.VehicleIds.Contains(vehicle)))
        && (query.DriverId is null || e.DriverId == query.DriverId)
        && (query.TripId is null || e.TripId == query.TripId)
        && (query.From is null || e.Timestamp >= query.From)
        && (query.Until is null || e.Timestamp < query.Until);

    private IEnumerable<ShardBatch> Of(string organizationId, int shard) =>
        _batches.Where(b => b.Organization == organizationId && b.Batch.Shard == shard).Select(b => b.Batch);

    private void ForgetOldest()
    {
        var (organization, batch) = _batches.First!.Value;
        _batches.RemoveFirst();
        _count -= batch.Events.Length;
        foreach (var gone in batch.Events)
            _events.Remove((organization, gone.EventId));
    }
}
