using System.Globalization;
using Fleet.Directory;

namespace Fleet.Storage;

/// <summary>Where a line stands in its list: the newest time first, then by id. Lines without a time come behind all others.</summary>
internal readonly record struct ShelfPlace(long Ticks, string Id) : IComparable<ShelfPlace>
{
    public static ShelfPlace Of(FleetEntry entry) => new(entry.SortTime?.UtcTicks ?? 0, entry.Id);

    /// <exception cref="FormatException">The cursor is not one that <see cref="ToCursor"/> made.</exception>
    public static ShelfPlace FromCursor(string cursor)
    {
        var slash = cursor.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && long.TryParse(cursor.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? new ShelfPlace(ticks, cursor[(slash + 1)..])
            : throw new FormatException("The cursor is not one of this directory's.");
    }

    public string ToCursor() => string.Create(CultureInfo.InvariantCulture, $"{Ticks}/{Id}");

    public int CompareTo(ShelfPlace other) =>
        other.Ticks != Ticks ? other.Ticks.CompareTo(Ticks) : string.CompareOrdinal(Id, other.Id);
}
