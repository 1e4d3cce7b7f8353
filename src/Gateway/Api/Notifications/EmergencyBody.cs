using System.ComponentModel;
using Fleet.Gateway.Json;
using Fleet.Geography;
using Fleet.Safety;
using Fleet.Vehicles;

namespace Fleet.Gateway.Api.Notifications;

/// <summary>An emergency that a person reports of a vehicle.</summary>
public sealed record EmergencyBody
{
    public required string Message { get; init; }

    [Description("critical or high; critical where absent.")]
    public string? Priority { get; init; }

    [Description("latitude and longitude; the vehicle's last place where absent.")]
    public LocationView? Location { get; init; }

    internal static DeviceEvent Read(JsonFields fields, string eventId, DateTimeOffset now)
    {
        var priority = fields.Choice<Severity>("priority") ?? Severity.Critical;
        if (priority is not (Severity.Critical or Severity.High))
            fields.Fail("priority", FieldErrorCode.Unknown, "must be critical or high");

        GeoPoint? place = null;
        if (fields.Object("location") is { } location)
        {
            place = new GeoPoint(
                location.Number("latitude", -90, 90, required: true) ?? 0,
                location.Number("longitude", -180, 180, required: true) ?? 0);
        }

        return new DeviceEvent
        {
            Type = "emergency",
            EventId = eventId,
            Timestamp = now,
            Severity = WireNames<Severity>.Of(priority),
            Location = place,
            Message = fields.Text("message", NotificationBody.MaxMessage, required: true),
        };
    }
}
