using System.ComponentModel;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Traffic;

namespace Fleet.Gateway.Api.Traffic;

/// <summary>An accident, in the shape of accidents.new's data.</summary>
public sealed record AccidentBody
{
    internal const int MaxText = 1_000;
    internal const int MaxVehicles = 1_000;

    [Description("Made by the server where absent.")]
    public string? Id { get; init; }

    public required PlaceBody Location { get; init; }

    public required AccidentSeverity Severity { get; init; }

    [Description("How sure the reporter is, 0 … 1.")]
    public double? Confidence { get; init; }

    [Description("The camera that saw it.")]
    public string? CameraId { get; init; }

    public int? VehiclesInvolved { get; init; }

    public string? Road { get; init; }

    public string? Description { get; init; }

    public EmergencyServices? EmergencyServices { get; init; }

    [Description("When it happened; now where absent.")]
    public DateTimeOffset? Timestamp { get; init; }

    internal static Accident? Read(JsonFields fields, Principal principal, TrafficReading reading)
    {
        var at = reading.Time(fields);
        var accident = new Accident
        {
            AccidentId = fields.Id("id") ?? reading.NewId("acc"),
            Location = TrafficReading.Place(fields, principal, required: true) ?? default,
            Severity = fields.Choice<AccidentSeverity>("severity", required: true) ?? default,
            Confidence = fields.Number("confidence", 0, 1),
            CameraId = fields.Id("camera_id"),
            VehiclesInvolved = (int?)fields.WholeNumber("vehicles_involved", 0, MaxVehicles),
            Road = fields.Text("road", CameraBody.MaxRoad),
            Description = fields.Text("description", MaxText),
            EmergencyServices = fields.Choice<EmergencyServices>("emergency_services"),
            Status = AccidentStatus.Reported,
            ReportedAt = at,
            UpdatedAt = at,
        };
        return fields.Errors.Any ? null : accident;
    }
}
