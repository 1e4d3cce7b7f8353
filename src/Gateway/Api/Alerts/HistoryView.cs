using Fleet.Alerts;

namespace Fleet.Gateway.Api.Alerts;

/// <summary>A step in an alert's life.</summary>
/// <param name="Status">raised, suppressed, acknowledged, escalated, resolved.</param>
/// <param name="By">Who did it; absent where nobody did.</param>
/// <param name="EventId">Of a suppressed step: the event.</param>
public sealed record HistoryView(AlertStep Status, DateTimeOffset Timestamp, string? By, string? Note, string? EventId);
