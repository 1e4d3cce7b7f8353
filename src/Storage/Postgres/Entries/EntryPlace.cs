using System.Globalization;
using Fleet.Directory;

namespace Fleet.Storage.Postgres;

/// <summary>A place in a list of the directory: sort time, newest first, then id. Ids hold no '~'.</summary>
internal readonly record struct EntryPlace(DateTime SortTime, string Id)
{
    // Npgsql's -infinity: what lists by id has no sort time.
    public static readonly DateTime Unsorted = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);

    public static DateTime SortTimeOf(FleetEntry entry) => entry.SortTime?.UtcDateTime ?? Unsorted;

    public static EntryPlace Parse(string text)
    {
        var mark = text.IndexOf('~', StringComparison.Ordinal);
        if (mark < 0)
            return new(Unsorted, text);
        return long.TryParse(text.AsSpan(0, mark), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            && microseconds <= DateTime.MaxValue.Ticks / TimeSpan.TicksPerMicrosecond
            ? new(new DateTime(microseconds * TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc), text[(mark + 1)..])
            : throw new FormatException("The cursor is not one of a page of the directory.");
    }

    public override string ToString() => SortTime == Unsorted
        ? Id
        : string.Create(CultureInfo.InvariantCulture, $"{SortTime.Ticks / TimeSpan.TicksPerMicrosecond}~{Id}");
}
