namespace Fleet.Webhooks;

/// <summary>Something to be sent to one webhook.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.WebhookMessage")]
public sealed record WebhookMessage
{
    /// <summary>Its place in the shard's line; 0 for what is no event.</summary>
    [Id(0)] public long N { get; init; }

    /// <summary>What makes it this message: an event's id, or an execution's and step's. The same key is sent once.</summary>
    [Id(1)] public required string Key { get; init; }

    [Id(2)] public required string Type { get; init; }

    /// <summary>JSON.</summary>
    [Id(3)] public required string Body { get; init; }
}
