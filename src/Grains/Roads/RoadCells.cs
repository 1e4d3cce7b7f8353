using System.Runtime.InteropServices;

namespace Fleet.Roads;

/// <summary>
/// Which segments of a layer pass through which cell of a grid of 0.002° (some 220 m). Built once, then only read. A long
/// segment is noted in the cells it passes, not in all of the box around it.
/// </summary>
internal sealed class RoadCells
{
    /// <summary>Edge of a cell, units of 1e-7 degrees. A whole number of cells goes round the earth.</summary>
    private const int Edge = 20_000;

    private const int Around = 180_000;

    private readonly Dictionary<long, (int Start, int Count)> _cells = [];
    private readonly int[] _segments;

    /// <param name="lines">All points, longitude before latitude.</param>
    /// <param name="segments">Where in it the first point of each segment stands.</param>
    public RoadCells(int[] lines, int[] segments)
    {
        var entries = new List<(long Cell, int Segment)>(segments.Length * 2);
        for (var segment = 0; segment < segments.Length; segment++)
        {
            Note(entries, lines.AsSpan(segments[segment], 4), segment);
        }

        entries.Sort();
        _segments = new int[entries.Count];
        var start = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            _segments[i] = entries[i].Segment;
            if (i + 1 == entries.Count || entries[i + 1].Cell != entries[i].Cell)
            {
                _cells[entries[i].Cell] = (start, i + 1 - start);
                start = i + 1;
            }
        }
    }

    /// <summary>Calls for every segment of the cells that a box touches; one that lies in several cells comes several times.</summary>
    public void Visit<TVisitor>(int west, int south, int east, int north, ref TVisitor visitor)
        where TVisitor : struct, IRoadVisitor, allows ref struct
    {
        for (var x = Cell(west); x <= Cell(east); x++)
        {
            for (var y = Cell(south); y <= Cell(north); y++)
            {
                if (_cells.TryGetValue(Key(x, y), out var run))
                {
                    foreach (var segment in _segments.AsSpan(run.Start, run.Count))
                    {
                        visitor.Visit(segment);
                    }
                }
            }
        }
    }

    private static void Note(List<(long Cell, int Segment)> entries, ReadOnlySpan<int> ends, int segment)
    {
        var (x, y) = ((double)ends[0], (double)ends[1]);
        var (dx, dy) = (RoadPlane.Shorter((long)ends[2] - ends[0]), (double)ends[3] - ends[1]);

        // Pieces no longer than a cell: the box of a piece is at most two cells by two.
        var pieces = (int)Math.Ceiling(Math.Max(Math.Abs(dx), Math.Abs(dy)) / Edge) is var n and > 0 ? n : 1;
        var first = entries.Count;
        for (var piece = 0; piece < pieces; piece++)
        {
            var (x0, x1) = Ordered(x + (dx * piece / pieces), x + (dx * (piece + 1) / pieces));
            var (y0, y1) = Ordered(y + (dy * piece / pieces), y + (dy * (piece + 1) / pieces));
            for (var cx = Cell(x0); cx <= Cell(x1); cx++)
            {
                for (var cy = Cell(y0); cy <= Cell(y1); cy++)
                {
                    var entry = (Key(cx, cy), segment);
                    if (!CollectionsMarshal.AsSpan(entries)[first..].Contains(entry))
                    {
                        entries.Add(entry);
                    }
                }
            }
        }
    }

    private static (double, double) Ordered(double a, double b) => a <= b ? (a, b) : (b, a);

    private static int Cell(double unit) => (int)Math.Floor(unit / Edge);

    private static long Key(int x, int y) => ((long)(((x % Around) + Around) % Around) << 32) | (uint)(y + Around);
}
