namespace Fleet.Geofences;

/// <summary>The stretches of a path whose reach comes into one cell.</summary>
internal sealed class PathPart(IndexedFence fence, PathGeometry geometry, int[] stretches) : FencePart(fence)
{
    /// <summary>The plane's distances are taken to be this far off in a cell of the world's size; what is doubtful stays border.</summary>
    private const double Slack = 1.05;

    /// <summary>Cells with a longer half diagonal are always border, metres.</summary>
    private const double FlatEnough = 300_000;

    public override int EdgeCount => stretches.Length;

    public override bool Contains(double longitude, double latitude)
    {
        var segments = geometry.Segments;
        foreach (var i in stretches)
        {
            if (PathGeometry.Distance(segments[i], longitude, latitude) <= geometry.Reach)
            {
                return true;
            }
        }

        return false;
    }

    public override CellCoverage Narrow(in CellBounds cell, out FencePart? part)
    {
        part = null;
        if (!cell.Overlaps(geometry.West, geometry.South, geometry.East, geometry.North)
            && !cell.Overlaps(geometry.West - 360, geometry.South, geometry.East - 360, geometry.North))
        {
            return CellCoverage.Outside;
        }

        var (x, y) = (cell.West + (cell.Width / 2), cell.South + (cell.Height / 2));
        var radius = Slack * Math.Max(
            Plane.Distance(x, y, cell.West, cell.South),
            Plane.Distance(x, y, cell.West, cell.North));
        if (radius > FlatEnough)
        {
            part = new PathPart(Fence, geometry, stretches);
            return CellCoverage.Border;
        }

        List<int>? near = null;
        foreach (var i in stretches)
        {
            var distance = PathGeometry.Distance(geometry.Segments[i], x, y);
            if ((distance * Slack) + radius <= geometry.Reach)
            {
                return CellCoverage.Inside;
            }

            if ((distance / Slack) - radius <= geometry.Reach)
            {
                (near ??= []).Add(i);
            }
        }

        if (near is null)
        {
            return CellCoverage.Outside;
        }

        part = new PathPart(Fence, geometry, [.. near]);
        return CellCoverage.Border;
    }
}
