using System.ComponentModel;
using Fleet.Alerts;

namespace Fleet.Gateway.Api.Alerts;

/// <summary>One message to one recipient.</summary>
public sealed record AttemptsView
{
    public required AlertChannel Channel { get; init; }

    public string? Recipient { get; init; }

    [Description("0 for the alert itself, else which escalation.")]
    public required int Escalation { get; init; }

    public required AlertDeliveryStatus Status { get; init; }

    [Description("Made so far.")]
    public required int Count { get; init; }

    public DateTimeOffset? NextAt { get; init; }

    public DateTimeOffset? DoneAt { get; init; }

    public string? Error { get; init; }

    internal static AttemptsView Of(AlertDelivery delivery, bool recipients) => new()
    {
        Channel = delivery.Channel,
        Recipient = recipients ? delivery.Recipient : null,
        Escalation = delivery.Escalation,
        Status = delivery.Status,
        Count = delivery.Attempts,
        NextAt = delivery.NextAttemptAt,
        DoneAt = delivery.DoneAt,
        Error = delivery.Error,
    };
}
