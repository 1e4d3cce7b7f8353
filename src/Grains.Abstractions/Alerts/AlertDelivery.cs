namespace Fleet.Alerts;

/// <summary>One message to one recipient of one channel.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.AlertDelivery")]
public sealed record AlertDelivery
{
    /// <summary>The same on every attempt: what a receiver tells doubles by.</summary>
    [Id(0)] public required string Key { get; init; }

    [Id(1)] public required AlertChannel Channel { get; init; }

    /// <summary>An address, a number, a device or a user; null where the channel has one target of its own (Slack, webhook).</summary>
    [Id(2)] public string? Recipient { get; init; }

    /// <summary>0 for the alert itself, else which escalation.</summary>
    [Id(3)] public int Escalation { get; init; }

    [Id(4)] public AlertDeliveryStatus Status { get; init; }

    [Id(5)] public int Attempts { get; init; }

    /// <summary>Of a pending one.</summary>
    [Id(6)] public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When it was delivered or given up.</summary>
    [Id(7)] public DateTimeOffset? DoneAt { get; init; }

    /// <summary>Why the last attempt failed. Never a secret.</summary>
    [Id(8)] public string? Error { get; init; }
}
