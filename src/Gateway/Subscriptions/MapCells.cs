using Fleet.Geography;

namespace Fleet.Gateway.Subscriptions;

/// <summary>Three grids of latitude and longitude, 0.05°, 0.5° and 5°, that areas of interest are looked up by.</summary>
internal static class MapCells
{
    public const int Levels = 3;

    /// <summary>An area that needs more cells than this is put into a coarser grid.</summary>
    private const int MaxCells = 64;

    private static readonly double[] Sizes = [0.05, 0.5, 5];

    public static long Of(int level, double latitude, double longitude) =>
        Key(Index(latitude + 90, level), Index(longitude + 180, level));

    /// <summary>The cells of the finest grid that covers the area with few of them; null where none does.</summary>
    public static (int Level, List<long> Cells)? Cover(GeoBounds bounds)
    {
        for (var level = 0; level < Levels; level++)
        {
            if (Count(bounds, level) <= MaxCells)
            {
                return (level, Fill(bounds, level));
            }
        }

        return null;
    }

    private static long Count(GeoBounds b, int level)
    {
        var rows = Index(b.Northeast.Latitude + 90, level) - Index(b.Southwest.Latitude + 90, level) + 1;
        return Spans(b).Sum(s => (Index(s.East + 180, level) - Index(s.West + 180, level) + 1) * rows);
    }

    private static List<long> Fill(GeoBounds b, int level)
    {
        var cells = new List<long>();
        foreach (var (west, east) in Spans(b))
        {
            for (var row = Index(b.Southwest.Latitude + 90, level); row <= Index(b.Northeast.Latitude + 90, level); row++)
            {
                for (var column = Index(west + 180, level); column <= Index(east + 180, level); column++)
                {
                    cells.Add(Key(row, column));
                }
            }
        }

        return [.. cells.Distinct()];
    }

    /// <summary>One span of longitudes, or the two on either side of the antimeridian.</summary>
    private static (double West, double East)[] Spans(GeoBounds b) =>
        b.Southwest.Longitude <= b.Northeast.Longitude
            ? [(b.Southwest.Longitude, b.Northeast.Longitude)]
            : [(b.Southwest.Longitude, 180), (-180, b.Northeast.Longitude)];

    private static long Index(double degrees, int level) => (long)Math.Floor(degrees / Sizes[level]);

    private static long Key(long row, long column) => (row << 32) | column;
}
