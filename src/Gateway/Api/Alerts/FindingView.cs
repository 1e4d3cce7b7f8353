using System.ComponentModel;
using Fleet.Alerts;

namespace Fleet.Gateway.Api.Alerts;

/// <summary>An alert that would have been raised.</summary>
public sealed record FindingView
{
    [Description("The time of the event.")]
    public required DateTimeOffset Timestamp { get; init; }

    public required string Title { get; init; }

    public required string Message { get; init; }

    public required AlertPriority Priority { get; init; }

    public string? VehicleId { get; init; }

    public string? DriverId { get; init; }

    [Description("The event it would have been raised for.")]
    public required string EventId { get; init; }

    [Description("Further events that its suppression window would have taken.")]
    public required int Suppressed { get; init; }

    internal static FindingView Of(AlertDraft draft, int suppressed) => new()
    {
        Timestamp = draft.Source.At,
        Title = draft.Title,
        Message = draft.Message,
        Priority = draft.Priority,
        VehicleId = draft.VehicleId,
        DriverId = draft.DriverId,
        EventId = draft.Source.EventId,
        Suppressed = suppressed,
    };
}
