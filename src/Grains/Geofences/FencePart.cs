namespace Fleet.Geofences;

/// <summary>What of a fence's border matters within one cell of the index: enough to decide every point of that cell.</summary>
internal abstract class FencePart(IndexedFence fence)
{
    public IndexedFence Fence { get; } = fence;

    /// <summary>Edges that a question has to look at.</summary>
    public abstract int EdgeCount { get; }

    /// <summary>Right for points of the cell only.</summary>
    public abstract bool Contains(double longitude, double latitude);

    /// <summary>Looks at a smaller cell within this one.</summary>
    /// <param name="part">Set with <see cref="CellCoverage.Border"/>.</param>
    public abstract CellCoverage Narrow(in CellBounds cell, out FencePart? part);
}
