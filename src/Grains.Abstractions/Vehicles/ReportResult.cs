using System.Collections.Immutable;

namespace Fleet.Vehicles;

/// <summary>One outcome per position of the batch, in the batch's order.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.ReportResult")]
public sealed record ReportResult
{
    [Id(0)] public required ImmutableArray<PositionStatus> Outcomes { get; init; }
}
