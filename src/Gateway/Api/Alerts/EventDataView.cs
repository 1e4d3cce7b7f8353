using System.ComponentModel;
using Fleet.Alerts;
using Fleet.Gateway.Api.Geofences;
using Fleet.Safety;

namespace Fleet.Gateway.Api.Alerts;

/// <summary>The event that an alert was raised for.</summary>
public sealed record EventDataView
{
    public required string EventId { get; init; }

    [Description("safety_event, trip_update, geofence_event, driver_compliance, driver_performance, vehicle_status, custom_event.")]
    public required string Type { get; init; }

    [Description("harsh_braking, exit, violation, …")]
    public string? Event { get; init; }

    public Severity? Severity { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    public CenterView? Location { get; init; }

    public string? Description { get; init; }

    internal static EventDataView Of(AlertSource source) => new()
    {
        EventId = source.EventId,
        Type = source.Kind,
        Event = source.Type,
        Severity = source.Severity,
        Timestamp = source.At,
        Location = source.Location is { } place ? new CenterView(place.Latitude, place.Longitude) : null,
        Description = source.Description,
    };
}
