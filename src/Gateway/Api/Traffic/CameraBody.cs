using System.ComponentModel;
using Fleet.Gateway.Api.Vehicles;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Traffic;

namespace Fleet.Gateway.Api.Traffic;

/// <summary>A camera to be.</summary>
public sealed record CameraBody
{
    internal const double MaxSpeedKmh = 200;
    internal const int MaxRoad = 128;

    [Description("Made by the server where absent.")]
    public string? CameraId { get; init; }

    public required PlaceBody Location { get; init; }

    public string? Name { get; init; }

    [Description("The road in view.")]
    public string? Road { get; init; }

    [Description("Speed of that road when it is free, km/h, 5 … 200.")]
    public double? FreeFlowSpeed { get; init; }

    internal static CameraDefinition? Read(JsonFields fields, Principal principal, string id)
    {
        var place = TrafficReading.Place(fields, principal, required: true);
        var definition = new CameraDefinition
        {
            CameraId = id,
            Location = place ?? default,
            Name = fields.Text("name", VehicleBody.MaxName),
            Road = fields.Text("road", MaxRoad),
            FreeFlowKmh = fields.Number("free_flow_speed", 5, MaxSpeedKmh),
        };
        return fields.Errors.Any ? null : definition;
    }
}
