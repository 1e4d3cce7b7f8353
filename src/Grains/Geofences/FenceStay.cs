namespace Fleet.Geofences;

/// <summary>What one vehicle keeps of a fence that it is inside of, beside what others see.</summary>
/// <param name="Incarnation">Of the fence that it entered.</param>
/// <param name="Revision">Of the definition that the moments follow from.</param>
/// <param name="Until">When the fence closes over it; null for never.</param>
/// <param name="DwellAt">When a dwell comes due; null where none does, or it was told.</param>
/// <param name="Dwelled">It was told.</param>
[GenerateSerializer, Immutable, Alias("Fleet.FenceStay")]
public readonly record struct FenceStay(
    [property: Id(0)] long Incarnation,
    [property: Id(1)] long Revision,
    [property: Id(2)] DateTimeOffset? Until,
    [property: Id(3)] DateTimeOffset? DwellAt,
    [property: Id(4)] bool Dwelled)
{
    /// <summary>As the definition has it for a stay since a moment.</summary>
    internal static FenceStay Of(IndexedFence fence, DateTimeOffset since, bool dwelled)
    {
        var closes = fence.Hours?.ClosesAt(since) ?? DateTimeOffset.MaxValue;
        return new FenceStay(
            fence.Definition.Incarnation,
            fence.Definition.Revision,
            closes < DateTimeOffset.MaxValue ? closes : null,
            dwelled || fence.Definition.DwellSeconds is not { } seconds ? null : since.AddSeconds(seconds),
            dwelled);
    }

    /// <summary>Whether nothing has come due by then, and nothing of the fence changed.</summary>
    internal bool Stands(GeofenceDefinition fence, DateTimeOffset at) =>
        Revision == fence.Revision && Incarnation == fence.Incarnation && !(at >= Until) && !(at >= DwellAt);
}
