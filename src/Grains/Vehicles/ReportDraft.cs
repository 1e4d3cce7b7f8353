using System.Collections.Immutable;
using Fleet.Storage;

namespace Fleet.Vehicles;

/// <summary>
/// What a report will do, drawn without changing anything: the order in which to take it, and the rows that the log gets.
/// Says of each position the same as <see cref="PositionSequencer.Take"/> will once the rows are committed. Pure.
/// </summary>
internal readonly struct ReportDraft
{
    private readonly int[]? _order;
    private readonly int[] _places;

    private ReportDraft(int[]? order, ImmutableArray<LoggedPosition> rows, int[] places) => (_order, Rows, _places) = (order, rows, places);

    public ImmutableArray<LoggedPosition> Rows { get; }

    public static ReportDraft Of(SequenceState state, ImmutableArray<Position> positions)
    {
        var order = PositionSequencer.Order(positions);
        var rows = ImmutableArray.CreateBuilder<LoggedPosition>(positions.Length);
        var places = new int[positions.Length];
        var newest = state.Newest?.ToUnixTimeMilliseconds();
        long? before = null;
        for (var i = 0; i < positions.Length; i++)
        {
            var place = order is null ? i : order[i];
            var milliseconds = positions[place].Timestamp.ToUnixTimeMilliseconds();
            if (milliseconds == newest || milliseconds == before || state.Known.Contains(milliseconds))
                continue;

            before = milliseconds;
            places[rows.Count] = place;
            rows.Add(new LoggedPosition(positions[place], Late: milliseconds < newest));
        }

        return new ReportDraft(order, rows.DrainToImmutable(), places);
    }

    /// <summary>Where in the report the i-th position to take is.</summary>
    public int Place(int i) => _order is null ? i : _order[i];

    /// <summary>Where in the report a row is.</summary>
    public int PlaceOfRow(int row) => _places[row];
}
