using System.Collections.Immutable;

namespace Fleet.Safety;

[GenerateSerializer, Immutable, Alias("Fleet.RiskAssessment")]
public sealed record RiskAssessment
{
    /// <summary>0 … 1: S1's risk score (base by type × severity × night).</summary>
    [Id(0)] public required double RiskScore { get; init; }

    /// <summary>0 … 10.</summary>
    [Id(1)] public required double SeverityScore { get; init; }

    /// <summary>0 … 1; docs/detection.md says what it is and what it is not.</summary>
    [Id(2)] public required double CrashProbability { get; init; }

    /// <summary>What is known to have made it worse: night, over_limit, high_speed, repeated.</summary>
    [Id(3)] public ImmutableArray<string> ContributingFactors { get; init; } = [];
}
