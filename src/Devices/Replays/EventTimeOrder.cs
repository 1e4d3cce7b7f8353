using Fleet.Devices.Traces;

namespace Fleet.Devices.Replays;

/// <summary>
/// Puts the vehicles of a trace beside each other in time without touching the order within a vehicle: a point that
/// steps back in time goes right behind the one before it, as the device sent it.
/// </summary>
internal static class EventTimeOrder
{
    /// <summary>A file that is not in order is sorted in memory; one longer than this is told to be sorted first.</summary>
    public const int MaxSorted = 5_000_000;

    /// <summary>True where the file as it stands is in that order already and can be streamed.</summary>
    public static bool IsOrdered(IEnumerable<TraceRow> rows)
    {
        var newest = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var last = DateTimeOffset.MinValue;
        foreach (var row in rows)
        {
            if (row.Point is not { } point)
                continue;
            var due = Due(newest, point);
            if (due < last)
                return false;
            last = due;
        }

        return true;
    }

    /// <summary>The rows in order, each with the time it is due. Bad rows come where they stand.</summary>
    public static IEnumerable<(DateTimeOffset Due, TraceRow Row)> Streamed(IEnumerable<TraceRow> rows)
    {
        var newest = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var last = DateTimeOffset.MinValue;
        foreach (var row in rows)
        {
            if (row.Point is { } point)
                last = Due(newest, point);
            yield return (last, row);
        }
    }

    /// <summary>Vehicles beside each other, each in its own order.</summary>
    /// <exception cref="TraceException">There are more than <see cref="MaxSorted"/> rows.</exception>
    public static IReadOnlyList<(DateTimeOffset Due, TraceRow Row)> Sorted(IEnumerable<TraceRow> rows) => Sort(Streamed(rows));

    /// <summary>By the points' own times, whatever order the file has them in.</summary>
    /// <exception cref="TraceException">There are more than <see cref="MaxSorted"/> rows.</exception>
    public static IReadOnlyList<(DateTimeOffset Due, TraceRow Row)> SortedByTime(IEnumerable<TraceRow> rows) =>
        Sort(rows.Select(r => (r.Point?.Time ?? DateTimeOffset.MinValue, r)));

    private static IReadOnlyList<(DateTimeOffset Due, TraceRow Row)> Sort(IEnumerable<(DateTimeOffset Due, TraceRow Row)> rows)
    {
        var all = rows.Take(MaxSorted + 1).ToList();
        return all.Count <= MaxSorted
            ? [.. all.OrderBy(r => r.Due)] // OrderBy is stable.
            : throw new TraceException($"the trace is not in order of time and has more than {MaxSorted} rows; sort it first, or replay it with --speed max");
    }

    private static DateTimeOffset Due(Dictionary<string, DateTimeOffset> newest, TracePoint point)
    {
        var due = newest.TryGetValue(point.VehicleId, out var before) && before > point.Time ? before : point.Time;
        return newest[point.VehicleId] = due;
    }
}
