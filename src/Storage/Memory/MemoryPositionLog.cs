using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Fleet.Storage;

/// <summary>
/// The position log of a process without a database. Forgets the rows that came first once it is full, and everything
/// with the process; a row it has forgotten it would take again.
/// </summary>
/// <param name="maxRows">Bound of all rows. Overflow: the oldest arrivals leave.</param>
public sealed class MemoryPositionLog(int maxRows) : IPositionLog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Organization, string Vehicle), SortedList<DateTimeOffset, LoggedPosition>> _vehicles = [];

    /// <summary>Every row there is, in the order of arrival. Same bound.</summary>
    private readonly Queue<((string Organization, string Vehicle) Key, DateTimeOffset Timestamp)> _arrivals = new();

    public ValueTask<AppendResult> Append(
        string organizationId, string vehicleId, ImmutableArray<LoggedPosition> positions, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (positions.IsDefaultOrEmpty)
            return ValueTask.FromResult(AppendResult.Done);
        lock (_lock)
        {
            return ValueTask.FromResult(AppendLocked((organizationId, vehicleId), positions));
        }
    }

    public async IAsyncEnumerable<LoggedPosition> Read(
        string organizationId,
        string vehicleId,
        DateTimeOffset after,
        DateTimeOffset until,
        bool includeLate,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LoggedPosition[] found;
        lock (_lock)
        {
            found = _vehicles.TryGetValue((organizationId, vehicleId), out var rows)
                ? rows.Values.Where(r => r.Position.Timestamp > after && r.Position.Timestamp <= until && (includeLate || !r.Late)).ToArray()
                : [];
        }

        foreach (var row in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }

        await Task.CompletedTask;
    }

    /// <summary>All there are: this log knows of no states, and dies with them.</summary>
    public async IAsyncEnumerable<LoggedVehicle> VehiclesBehindSnapshots([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (string Organization, string Vehicle)[] known;
        lock (_lock)
        {
            known = [.. _vehicles.Keys];
        }

        foreach (var (organization, vehicle) in known)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new(organization, vehicle);
        }

        await Task.CompletedTask;
    }

    private AppendResult AppendLocked((string, string) key, ImmutableArray<LoggedPosition> positions)
    {
        var rows = _vehicles.TryGetValue(key, out var there) ? there : [];
        if (Follow(rows, positions))
        {
            _vehicles[key] = rows;
            foreach (var position in positions)
                Add(key, rows, position);

            return Bounded(AppendResult.Done);
        }

        var promised = positions.Where(p => !p.Late).Select(p => p.Position.Timestamp).ToList();
        if (promised.Any(rows.ContainsKey) || promised.Distinct().Count() != promised.Count)
            return AppendResult.Stale;

        _vehicles[key] = rows;
        var duplicates = ImmutableArray.CreateBuilder<int>();
        foreach (var (position, place) in positions.Select((p, i) => (p, i)).OrderBy(x => x.p.Late))
        {
            if (!Add(key, rows, position))
                duplicates.Add(place);
        }

        return Bounded(AppendResult.Done with { Duplicates = duplicates.ToImmutable() });
    }

    /// <summary>What nearly all are: in order, and behind all there is.</summary>
    private static bool Follow(SortedList<DateTimeOffset, LoggedPosition> rows, ImmutableArray<LoggedPosition> positions)
    {
        var newest = rows.Count > 0 ? rows.GetKeyAtIndex(rows.Count - 1) : DateTimeOffset.MinValue;
        foreach (var position in positions)
        {
            if (position.Late || position.Position.Timestamp <= newest)
                return false;

            newest = position.Position.Timestamp;
        }

        return true;
    }

    private bool Add((string, string) key, SortedList<DateTimeOffset, LoggedPosition> rows, LoggedPosition position)
    {
        if (!rows.TryAdd(position.Position.Timestamp, position))
            return false;

        _arrivals.Enqueue((key, position.Position.Timestamp));
        return true;
    }

    private AppendResult Bounded(AppendResult result)
    {
        while (_arrivals.Count > maxRows)
            Forget(_arrivals.Dequeue());

        return result;
    }

    private void Forget(((string, string) Key, DateTimeOffset Timestamp) row)
    {
        var rows = _vehicles[row.Key];
        rows.Remove(row.Timestamp);
        if (rows.Count == 0)
            _vehicles.Remove(row.Key);
    }
}
