namespace Fleet.Geofences;

/// <summary>
/// The edges of a polygon that come into one cell, cut off at the cell's western side, and what lies at its south-western
/// corner. The cut pieces and the western side between their cuts form a closed outline again, so that counting crossings
/// to the west needs no other edge; cuts are shared numbers, so that no rounding can open a gap.
/// </summary>
internal sealed class OutlinePart : FencePart
{
    /// <summary>Of the cell's height; far beyond rounding, and found at the first or second try.</summary>
    private const double ClearEnough = 0.02;

    private readonly OutlineGeometry _geometry;

    // First the edges cut at their lower end, then those cut at their upper end, then the uncut.
    private readonly Edge[] _edges;
    private readonly int[] _sources;
    private readonly int _cutLow;
    private readonly int _cutHigh;
    private readonly bool _corner;

    private OutlinePart(IndexedFence fence, OutlineGeometry geometry, List<int> sources, in CellBounds cell, FencePart? around)
        : base(fence)
    {
        _geometry = geometry;
        var segments = geometry.Segments;
        var (low, high, all) = (0, 0, 0);
        foreach (var source in sources)
        {
            var cut = Edge.EndOf(segments[source], cell.West);
            all += cut is null ? 0 : 1;
            low += cut == CutEnd.Low ? 1 : 0;
            high += cut == CutEnd.High ? 1 : 0;
        }

        (_cutLow, _cutHigh) = (low, low + high);
        _edges = new Edge[all];
        _sources = new int[all];
        var (atLow, atHigh, atUncut) = (0, _cutLow, _cutHigh);
        foreach (var source in sources)
        {
            if (Edge.Cut(segments[source], cell.West) is { } cut)
            {
                ref var at = ref atUncut;
                switch (cut.End)
                {
                    case CutEnd.Low:
                        at = ref atLow;
                        break;
                    case CutEnd.High:
                        at = ref atHigh;
                        break;
                    default:
                        break;
                }

                (_edges[at], _sources[at]) = (cut.Edge, source);
                at++;
            }
        }

        var (x, y) = ClearPoint(cell);
        var truth = around is null ? geometry.Contains(x, y) : around.Contains(x, y);
        _corner = truth != Contains(x, y);
    }

    public override int EdgeCount => _edges.Length;

    public static OutlinePart Whole(IndexedFence fence, OutlineGeometry geometry) =>
        new(fence, geometry, [.. Enumerable.Range(0, geometry.Segments.Length)], CellBounds.World, around: null);

    public override bool Contains(double longitude, double latitude)
    {
        var inside = _corner;
        var edges = _edges;
        for (var i = 0; i < edges.Length; i++)
        {
            ref readonly var edge = ref edges[i];
            if (i < _cutHigh && latitude >= (i < _cutLow ? edge.Low : edge.High))
            {
                inside = !inside;
            }

            if (latitude >= edge.Low && latitude < edge.High && edge.X + ((latitude - edge.Low) * edge.Slope) < longitude)
            {
                inside = !inside;
            }
        }

        return inside;
    }

    public override CellCoverage Narrow(in CellBounds cell, out FencePart? part)
    {
        var segments = _geometry.Segments;
        List<int>? touching = null;
        foreach (var source in _sources)
        {
            if (cell.Touches(segments[source]))
            {
                (touching ??= []).Add(source);
            }
        }

        if (touching is null)
        {
            part = null;
            return Contains(cell.West + (cell.Width / 2), cell.South + (cell.Height / 2)) ? CellCoverage.Inside : CellCoverage.Outside;
        }

        part = new OutlinePart(Fence, _geometry, touching, cell, this);
        return CellCoverage.Border;
    }

    /// <summary>A point of the cell that no edge runs through or hard by: the corner is reckoned back from it.</summary>
    private (double X, double Y) ClearPoint(in CellBounds cell)
    {
        (double X, double Y) best = default;
        var clearest = -1.0;
        for (var i = 1; i <= 7; i++)
        {
            // A low-discrepancy sequence (plastic number), so that no drawn grid meets all of them.
            var x = cell.West + (cell.Width * (i * 0.7548776662466927 % 1));
            var y = cell.South + (cell.Height * (i * 0.5698402909980532 % 1));
            var clear = double.PositiveInfinity;
            foreach (ref readonly var edge in _edges.AsSpan())
            {
                clear = Math.Min(clear, edge.Clearance(x, y));
            }

            if (clear > clearest)
            {
                (clearest, best) = (clear, (x, y));
            }

            if (clear > cell.Height * ClearEnough)
            {
                break;
            }
        }

        return best;
    }

    private enum CutEnd
    {
        None,
        Low,
        High,
    }

    /// <summary>An edge from its lower to its upper end; at a latitude in between it lies at X + (latitude − Low) · Slope.</summary>
    private readonly record struct Edge(double X, double Low, double High, double Slope)
    {
        /// <summary>Which end of an edge a meridian cuts off; null where nothing is left of it.</summary>
        public static CutEnd? EndOf(in Segment s, double west)
        {
            var (lowX, highX) = s.Ay <= s.By ? (s.Ax, s.Bx) : (s.Bx, s.Ax);
            return lowX < west && highX < west ? null
                : lowX >= west && highX >= west ? CutEnd.None
                : lowX < west ? CutEnd.Low
                : CutEnd.High;
        }

        /// <summary>The part at or east of a meridian; null where there is none.</summary>
        public static (Edge Edge, CutEnd End)? Cut(in Segment s, double west)
        {
            var (lowX, lowY, highX, highY) = s.Ay <= s.By ? (s.Ax, s.Ay, s.Bx, s.By) : (s.Bx, s.By, s.Ax, s.Ay);
            if (lowX < west && highX < west)
            {
                return null;
            }

            var slope = highY > lowY ? (highX - lowX) / (highY - lowY) : 0;
            if (lowX >= west && highX >= west)
            {
                return (new Edge(lowX, lowY, highY, slope), CutEnd.None);
            }

            var cut = lowX == west ? lowY : highX == west ? highY
                : Math.Clamp(lowY + ((west - lowX) / (highX - lowX) * (highY - lowY)), lowY, highY);
            return lowX < west
                ? (new Edge(west, cut, highY, slope), CutEnd.Low)
                : (new Edge(lowX, lowY, cut, slope), CutEnd.High);
        }

        /// <summary>How clear of the edge a point is, degrees: along the parallel where the edge spans it, else along the meridian of its ends.</summary>
        public double Clearance(double x, double y) =>
            y < Low ? Low - y : y > High ? y - High : Math.Min(
                Math.Abs(X + ((y - Low) * Slope) - x),
                Math.Max(1e-7, Math.Min(y - Low, High - y)));
    }
}
