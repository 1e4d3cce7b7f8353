namespace Fleet.Reviews;

/// <summary>One condition of a rule: what was measured against what it asks for.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.ReviewCondition")]
public sealed record ReviewCondition
{
    /// <summary>The unit stands in the name, for example deceleration_mps2.</summary>
    [Id(0)] public required string Name { get; init; }

    [Id(1)] public required bool Holds { get; init; }

    /// <summary>The nearest that it came; null where nothing could be measured.</summary>
    [Id(2)] public double? Measured { get; init; }

    [Id(3)] public double? Threshold { get; init; }

    /// <summary>When that was measured.</summary>
    [Id(4)] public DateTimeOffset? At { get; init; }

    /// <summary>A sentence for people.</summary>
    [Id(5)] public string? Note { get; init; }
}
