using System.Collections.Immutable;

namespace Fleet.Webhooks;

[GenerateSerializer, Alias("Fleet.WebhookRosterState")]
public sealed class WebhookRosterState
{
    /// <summary>By webhook. Bound: <see cref="WebhookOptions.MaxPerOrganization"/>.</summary>
    [Id(0)] public ImmutableDictionary<string, WebhookInterest> Webhooks { get; set; } = ImmutableDictionary<string, WebhookInterest>.Empty;
}
