namespace Fleet.Workflows;

/// <summary>Sends a message through one of the organization's webhooks. Done when it is in the webhook's queue, which has its own retry policy.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.WebhookStep")]
public sealed record WebhookStep : WorkflowStep
{
    [Id(0)] public required string WebhookId { get; init; }

    /// <summary>The message's type.</summary>
    [Id(1)] public string MessageType { get; init; } = "workflow.step";

    /// <summary>JSON with templates in its texts; null for the triggering event.</summary>
    [Id(2)] public string? Payload { get; init; }
}
