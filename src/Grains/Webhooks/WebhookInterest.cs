using System.Collections.Immutable;

namespace Fleet.Webhooks;

/// <summary>What one webhook wants of an organization's events.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.WebhookInterest")]
public sealed record WebhookInterest([property: Id(0)] ImmutableArray<string> Events, [property: Id(1)] bool Backup)
{
    public bool Wants((string Channel, string Type) words) => Events.Contains(words.Type) || Events.Contains(words.Channel);
}
