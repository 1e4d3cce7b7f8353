using System.ComponentModel;
using Fleet.Gateway.Json;
using Fleet.Traffic;

namespace Fleet.Gateway.Api.Traffic;

/// <summary>What changed of an accident; what is absent stays.</summary>
public sealed record AccidentUpdateBody
{
    private static readonly string[] Fields = ["severity", "status", "emergency_services", "vehicles_involved", "description", "confidence"];

    public AccidentSeverity? Severity { get; init; }

    [Description("reported, confirmed, investigating or clearing; its end is told with …/resolve.")]
    public AccidentStatus? Status { get; init; }

    public EmergencyServices? EmergencyServices { get; init; }

    public int? VehiclesInvolved { get; init; }

    public string? Description { get; init; }

    public double? Confidence { get; init; }

    internal static AccidentUpdate Read(JsonFields fields)
    {
        if (!Fields.Any(fields.Has))
            fields.Fail("body", FieldErrorCode.Required, "give at least one of " + string.Join(", ", Fields));

        var status = fields.Choice<AccidentStatus>("status");
        if (status == AccidentStatus.Resolved)
            fields.Fail("status", FieldErrorCode.Conflict, "an accident ends with POST …/resolve, which says how");

        return new AccidentUpdate
        {
            Severity = fields.Choice<AccidentSeverity>("severity"),
            Status = status,
            EmergencyServices = fields.Choice<EmergencyServices>("emergency_services"),
            VehiclesInvolved = (int?)fields.WholeNumber("vehicles_involved", 0, AccidentBody.MaxVehicles),
            Description = fields.Text("description", AccidentBody.MaxText),
            Confidence = fields.Number("confidence", 0, 1),
        };
    }
}
