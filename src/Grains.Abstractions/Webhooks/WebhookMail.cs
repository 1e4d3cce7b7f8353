using System.Collections.Immutable;

namespace Fleet.Webhooks;

/// <summary>Events of one shard for one webhook, by ascending number.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.WebhookMail")]
public sealed record WebhookMail
{
    [Id(0)] public required int Shard { get; init; }

    [Id(1)] public required string Epoch { get; init; }

    [Id(2)] public required ImmutableArray<WebhookMessage> Messages { get; init; }
}
