using System.Collections.Immutable;

namespace Fleet.Webhooks;

/// <summary>A part of a webhook's deliveries, newest first.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.DeliveryPage")]
public sealed record DeliveryPage
{
    [Id(0)] public required ImmutableArray<WebhookDelivery> Deliveries { get; init; }

    /// <summary>Null on the last page.</summary>
    [Id(1)] public string? Next { get; init; }
}
