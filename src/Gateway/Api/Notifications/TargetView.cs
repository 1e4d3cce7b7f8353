using System.ComponentModel;

namespace Fleet.Gateway.Api.Notifications;

/// <summary>A URL to be posted to.</summary>
public sealed record TargetView
{
    [Description("https, to a public address; others only where Webhooks:AllowedTargets names their network. Of Slack it is a secret and only its host is shown.")]
    public required string Url { get; init; }

    [Description("Of the webhook: whsec_…, by the Standard Webhooks scheme. Made where absent and none is kept; shown only in the answer that made it.")]
    public string? Secret { get; init; }
}
