namespace Fleet.Webhooks;

/// <summary>One try of a delivery.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.WebhookAttempt")]
public sealed record WebhookAttempt
{
    /// <summary>1, 2, …</summary>
    [Id(0)] public required int Number { get; init; }

    [Id(1)] public required DateTimeOffset At { get; init; }

    /// <summary>The receiver's answer; null where there was none.</summary>
    [Id(2)] public int? HttpStatus { get; init; }

    /// <summary>refused, unreachable or timeout; null where there was an answer.</summary>
    [Id(3)] public string? Failure { get; init; }

    /// <summary>The beginning of the answer, or what failed.</summary>
    [Id(4)] public string? Excerpt { get; init; }

    [Id(5)] public double TookMilliseconds { get; init; }
}
