namespace Fleet.Gateway.Ingest;

/// <summary>The fleet cannot follow; nothing of the batch is acknowledged. Sending it again adds nothing twice.</summary>
public sealed class IngestBusyException(TimeSpan? retryAfter = null) : Exception("Too many positions are under way.")
{
    /// <summary>When it is worth trying again; null leaves it to the door's own setting.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
