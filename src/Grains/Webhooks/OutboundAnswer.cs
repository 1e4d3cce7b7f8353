namespace Fleet.Webhooks;

/// <summary>What came of a POST. Exactly one of <see cref="Status"/> and <see cref="Failure"/> is there.</summary>
public sealed record OutboundAnswer
{
    public int? Status { get; init; }

    public OutboundFailure? Failure { get; init; }

    /// <summary>How long the server wants to be left alone, from its Retry-After; null where it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The beginning of the answer as text without control characters, or what failed. Never secrets of ours.</summary>
    public string? Excerpt { get; init; }

    public TimeSpan Took { get; init; }

    /// <summary>2xx. A redirect is none: it is not followed.</summary>
    public bool Succeeded => Status is >= 200 and < 300;
}
