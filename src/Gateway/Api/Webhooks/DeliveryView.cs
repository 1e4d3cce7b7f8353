using System.ComponentModel;
using Fleet.Webhooks;

namespace Fleet.Gateway.Api.Webhooks;

/// <summary>One message on its way to a webhook, or arrived, or given up.</summary>
public sealed record DeliveryView
{
    [Description("The webhook-id header of every attempt.")]
    public required string DeliveryId { get; init; }

    public required string Type { get; init; }

    public required DeliveryStatus Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? NextAt { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    [Description("Why it was given up: attempts_used_up, gone, queue_full.")]
    public string? Reason { get; init; }

    [Description("The newest 20.")]
    public required IReadOnlyList<AttemptView> Attempts { get; init; }

    internal static DeliveryView Of(WebhookDelivery d) => new()
    {
        DeliveryId = d.DeliveryId,
        Type = d.Type,
        Status = d.Status,
        CreatedAt = d.CreatedAt,
        NextAt = d.NextAt,
        SettledAt = d.SettledAt,
        Reason = d.Reason,
        Attempts = [.. d.Attempts.Select(AttemptView.Of)],
    };
}
