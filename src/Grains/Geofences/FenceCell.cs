namespace Fleet.Geofences;

/// <summary>
/// A node of the index: the fences that hold all of its cell, the parts of those whose border goes through it, and,
/// where those were too many to look at, sixty-four smaller cells. Immutable once its edit is over; a change copies the
/// nodes on its way and shares all others.
/// </summary>
internal sealed class FenceCell(object edit)
{
    public const int PerSide = 8;

    /// <summary>A question may look at this many edges before the cell is split.</summary>
    private const int Crowded = 48;

    private readonly object _edit = edit;

    public IndexedFence[] Inside { get; private set; } = [];

    public FencePart[] Border { get; private set; } = [];

    public FenceCell?[]? Children { get; private set; }

    /// <summary>Bits of longitude and latitude that a level uses.</summary>
    public const int LevelBits = 3;

    public const int Levels = 10;

    public static FenceCell Add(FenceCell? cell, in CellBounds bounds, int level, FencePart part, object edit)
    {
        cell = Own(cell, edit);
        if (cell.Children is not null && MayDescend(part, bounds, level))
        {
            cell.PushDown(bounds, level, part, edit);
        }
        else
        {
            cell.Border = [.. cell.Border, part];
            if (cell.Children is null)
            {
                cell.SplitIfCrowded(bounds, level, edit);
            }
        }

        return cell;
    }

    /// <returns>This very cell where the fence was not in it.</returns>
    public static FenceCell Remove(FenceCell cell, in CellBounds bounds, IndexedFence fence, object edit)
    {
        if (!MayHold(bounds, fence.Geometry))
        {
            return cell;
        }

        if (Array.IndexOf(cell.Inside, fence) >= 0)
        {
            cell = Own(cell, edit);
            cell.Inside = [.. cell.Inside.Where(f => f != fence)];
            return cell;
        }

        if (Array.FindIndex(cell.Border, p => p.Fence == fence) is >= 0 and var found)
        {
            cell = Own(cell, edit);
            cell.Border = [.. cell.Border[..found], .. cell.Border[(found + 1)..]];
            return cell;
        }

        for (var i = 0; cell.Children is not null && i < cell.Children.Length; i++)
        {
            if (cell.Children[i] is { } child && Remove(child, bounds.Child(i % PerSide, i / PerSide, PerSide), fence, edit) is var left && left != child)
            {
                cell = Own(cell, edit);
                cell.Children![i] = left;
            }
        }

        return cell;
    }

    private static FenceCell Own(FenceCell? cell, object edit) =>
        cell is null ? new FenceCell(edit)
        : cell._edit == edit ? cell
        : new FenceCell(edit) { Inside = cell.Inside, Border = cell.Border, Children = (FenceCell?[]?)cell.Children?.Clone() };

    private static bool MayDescend(FencePart part, in CellBounds bounds, int level) =>
        level < Levels - 1 && bounds.Height > part.Fence.Geometry.SmallestCell;

    private static bool MayHold(in CellBounds bounds, FenceGeometry g) =>
        bounds.Overlaps(g.West, g.South, g.East, g.North) || bounds.Overlaps(g.West - 360, g.South, g.East - 360, g.North);

    private void SplitIfCrowded(in CellBounds bounds, int level, object edit)
    {
        var load = 0;
        foreach (var part in Border)
        {
            load += MayDescend(part, bounds, level) ? part.EdgeCount + 1 : 0;
        }

        if (load <= Crowded)
        {
            return;
        }

        Children = new FenceCell?[PerSide * PerSide];
        var parts = Border;
        Border = [];
        foreach (var part in parts)
        {
            if (MayDescend(part, bounds, level))
            {
                PushDown(bounds, level, part, edit);
            }
            else
            {
                Border = [.. Border, part];
            }
        }
    }

    /// <summary>Only where the fence reaches: beyond its own bounds nothing is inside.</summary>
    private void PushDown(in CellBounds bounds, int level, FencePart part, object edit)
    {
        var g = part.Fence.Geometry;
        var (south, north) = (bounds.RowOf(g.South, PerSide) - 1, bounds.RowOf(g.North, PerSide) + 1); // rounding may put it into the next
        for (var row = Math.Max(south, 0); row <= Math.Min(north, PerSide - 1); row++)
        {
            for (var column = 0; column < PerSide; column++)
            {
                var child = bounds.Child(column, row, PerSide);
                if (MayHold(child, g))
                {
                    PushInto((row * PerSide) + column, child, level, part, edit);
                }
            }
        }
    }

    private void PushInto(int place, in CellBounds child, int level, FencePart part, object edit)
    {
        switch (part.Narrow(child, out var narrowed))
        {
            case CellCoverage.Inside:
                var whole = Own(Children![place], edit);
                whole.Inside = [.. whole.Inside, part.Fence];
                Children[place] = whole;
                break;
            case CellCoverage.Border:
                Children![place] = Add(Children[place], child, level + 1, narrowed!, edit);
                break;
            default:
                break;
        }
    }
}
