using System.ComponentModel;
using Fleet.Webhooks;

namespace Fleet.Gateway.Api.Webhooks;

/// <summary>A webhook as it is now.</summary>
public sealed record WebhookView
{
    public required string WebhookId { get; init; }

    public string? Name { get; init; }

    public required string Url { get; init; }

    public required IReadOnlyList<string> Events { get; init; }

    public required bool BackupForStreaming { get; init; }

    public required RetryPolicyView RetryPolicy { get; init; }

    [Description("Its type only.")]
    public WebhookAuthenticationView? Authentication { get; init; }

    public required bool Enabled { get; init; }

    [Description("gone: the receiver answered 410.")]
    public string? DisabledReason { get; init; }

    [Description("Deliveries that wait.")]
    public required int Pending { get; init; }

    [Description("Deliveries that were given up and can be sent again.")]
    public required int Dead { get; init; }

    [Description("The receiver asked to be left alone until then.")]
    public DateTimeOffset? HeldUntil { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    [Description("whsec_…, in the answer that made it and never again.")]
    public string? Secret { get; init; }

    internal static WebhookView Of(WebhookSnapshot webhook) => new()
    {
        WebhookId = webhook.WebhookId,
        Name = webhook.Spec.Name,
        Url = webhook.Spec.Url,
        Events = webhook.Spec.Events,
        BackupForStreaming = webhook.Spec.BackupForStreaming,
        RetryPolicy = new RetryPolicyView
        {
            MaxAttempts = webhook.Spec.Retry.MaxAttempts,
            BackoffMultiplier = webhook.Spec.Retry.BackoffMultiplier,
            InitialDelaySeconds = webhook.Spec.Retry.InitialDelaySeconds,
        },
        Authentication = webhook.Spec.BearerToken is null ? null : new WebhookAuthenticationView { Type = "bearer_token" },
        Enabled = webhook.Spec.Enabled,
        DisabledReason = webhook.DisabledReason,
        Pending = webhook.Pending,
        Dead = webhook.Dead,
        HeldUntil = webhook.HeldUntil,
        CreatedAt = webhook.CreatedAt,
        UpdatedAt = webhook.UpdatedAt,
        Secret = webhook.Secret,
    };
}
