namespace Fleet.Webhooks;

/// <summary>
/// When a delivery that failed is tried again: after the initial delay, and each time the multiplier later, at most an hour.
/// To each wait up to a tenth is added (<c>Webhooks:JitterPercent</c>), by the delivery's id, so that what failed together does not come back together.
/// </summary>
[GenerateSerializer, Immutable, Alias("Fleet.WebhookRetry")]
public sealed record WebhookRetry
{
    public const int MostAttempts = 20;
    public const double LongestSeconds = 3_600;

    /// <summary>The first one included.</summary>
    [Id(0)] public int MaxAttempts { get; init; } = 8;

    [Id(1)] public double BackoffMultiplier { get; init; } = 4;

    [Id(2)] public double InitialDelaySeconds { get; init; } = 5;
}
