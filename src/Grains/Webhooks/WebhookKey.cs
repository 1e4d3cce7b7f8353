namespace Fleet.Webhooks;

/// <summary>A secret that signs.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.WebhookKey")]
public sealed record WebhookKey([property: Id(0)] string Secret, [property: Id(1)] DateTimeOffset? Until);
