using System.ComponentModel;
using Fleet.Alerts;

namespace Fleet.Gateway.Api.Alerts;

/// <summary>An alert, in S1's words.</summary>
public sealed record AlertView
{
    public required string AlertId { get; init; }

    public required string RuleId { get; init; }

    public required string RuleName { get; init; }

    public required int RuleVersion { get; init; }

    [Description("After escalations.")]
    public required AlertPriority Priority { get; init; }

    public required AlertStatus Status { get; init; }

    public required string Title { get; init; }

    public required string Message { get; init; }

    [Description("The time of the event that raised it.")]
    public required DateTimeOffset Timestamp { get; init; }

    public string? VehicleId { get; init; }

    public string? DriverId { get; init; }

    public string? TripId { get; init; }

    [Description("Events that were counted to it and not delivered.")]
    public required int Suppressed { get; init; }

    public required int Escalations { get; init; }

    [Description("When the next escalation is due.")]
    public DateTimeOffset? EscalatesAt { get; init; }

    public required EventDataView EventData { get; init; }

    [Description("Oldest first.")]
    public required IReadOnlyList<HistoryView> History { get; init; }

    [Description("Who was told how. Recipients are shown to admins only.")]
    public required IReadOnlyList<AttemptsView> Attempts { get; init; }

    internal static AlertView Of(AlertSnapshot alert, bool recipients) => new()
    {
        AlertId = alert.Alert.AlertId,
        RuleId = alert.Alert.RuleId,
        RuleName = alert.Alert.RuleName,
        RuleVersion = alert.Alert.RuleVersion,
        Priority = alert.Priority,
        Status = alert.Status,
        Title = AlertText.Title(alert.Priority, alert.Alert.RuleName),
        Message = alert.Alert.Message,
        Timestamp = alert.RaisedAt,
        VehicleId = alert.Alert.VehicleId,
        DriverId = alert.Alert.DriverId,
        TripId = alert.Alert.TripId,
        Suppressed = alert.Suppressed,
        Escalations = alert.Escalations,
        EscalatesAt = alert.EscalatesAt,
        EventData = EventDataView.Of(alert.Alert.Source),
        History = [.. alert.History.Select(m => new HistoryView(m.Step, m.At, m.By, m.Note, m.EventId))],
        Attempts = [.. alert.Deliveries.Select(d => AttemptsView.Of(d, recipients))],
    };
}
