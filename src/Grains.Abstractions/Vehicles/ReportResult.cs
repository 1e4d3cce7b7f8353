using System.Collections.Immutable;

namespace Fleet.Vehicles;

/// <summary>One outcome per position of the batch, in the batch's order; or none at all and when to send the batch again.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.ReportResult")]
public sealed record ReportResult
{
    [Id(0)] public required ImmutableArray<PositionStatus> Outcomes { get; init; }

    /// <summary>Set where nothing is acknowledged: the position log cannot follow, or what it has must be read anew.</summary>
    [Id(1)] public TimeSpan? RetryAfter { get; init; }

    public static ReportResult Later(TimeSpan retryAfter) => new() { Outcomes = [], RetryAfter = retryAfter };
}
