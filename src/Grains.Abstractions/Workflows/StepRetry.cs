namespace Fleet.Workflows;

/// <summary>When a step whose effect failed is tried again. No wait is longer than an hour.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.StepRetry")]
public sealed record StepRetry
{
    public const double LongestSeconds = 3_600;

    /// <summary>The first one included.</summary>
    [Id(0)] public int MaxAttempts { get; init; } = 3;

    [Id(1)] public double BackoffMultiplier { get; init; } = 2;

    [Id(2)] public double InitialDelaySeconds { get; init; } = 5;
}
