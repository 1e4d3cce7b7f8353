using System.ComponentModel;

namespace Fleet.Gateway.Api.Webhooks;

/// <summary>S0's authentication.</summary>
public sealed record WebhookAuthenticationView
{
    [Description("bearer_token")]
    public required string Type { get; init; }

    [Description("Only in requests: it is never shown.")]
    public string? Token { get; init; }
}
