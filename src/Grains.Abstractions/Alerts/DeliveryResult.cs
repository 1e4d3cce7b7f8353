namespace Fleet.Alerts;

/// <summary>What came of one attempt.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.DeliveryResult")]
public sealed record DeliveryResult
{
    [Id(0)] public required string Key { get; init; }

    /// <summary>Null where it was delivered. Never a secret.</summary>
    [Id(1)] public string? Error { get; init; }

    /// <summary>Trying again cannot help.</summary>
    [Id(2)] public bool IsFinal { get; init; }

    /// <summary>How long the receiver wants to be left alone.</summary>
    [Id(3)] public TimeSpan? RetryAfter { get; init; }
}
