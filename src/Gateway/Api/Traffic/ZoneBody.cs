using System.ComponentModel;
using Fleet.Gateway.Api.Geofences;
using Fleet.Gateway.Api.Vehicles;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Geofences;
using Fleet.Traffic;

namespace Fleet.Gateway.Api.Traffic;

/// <summary>A zone to be: with a shape (geometry, circle or corridor), cameras, or both.</summary>
public sealed record ZoneBody
{
    private const int MaxRoads = 200;
    private const int MaxCameras = 1_000;
    private const int MaxRoutes = 16;
    private const double MaxLengthKm = 1_000;

    [Description("Made by the server where absent.")]
    public string? ZoneId { get; init; }

    public required string Name { get; init; }

    [Description("GeoJSON Polygon or MultiPolygon: cameras and vehicles inside belong to the zone.")]
    public GeometryView? Geometry { get; init; }

    public CircleView? Circle { get; init; }

    public CorridorView? Corridor { get; init; }

    public IReadOnlyList<string>? Roads { get; init; }

    [Description("Cameras that belong to it wherever they stand.")]
    public IReadOnlyList<string>? Cameras { get; init; }

    [Description("Speed when the roads are free, km/h, 5 … 200; 50 where absent.")]
    public double? FreeFlowSpeed { get; init; }

    [Description("The way through, km; where absent the diagonal of the shape's box. Required without a shape.")]
    public double? LengthKm { get; init; }

    public IReadOnlyList<RouteBody>? AlternativeRoutes { get; init; }

    internal static ZoneDefinition? Read(JsonFields fields, Principal principal, string id, GeofenceShapeLimits limits, double freeFlowKmh)
    {
        var cameras = fields.Ids("cameras", MaxCameras) ?? [];
        var shape = GeofenceBody.ReadShape(fields, limits, required: cameras.Count == 0);
        var length = fields.Number("length_km", 0.01, MaxLengthKm, required: shape is null && cameras.Count > 0);
        var speed = fields.Number("free_flow_speed", 5, CameraBody.MaxSpeedKmh) ?? freeFlowKmh;
        var name = fields.Text("name", VehicleBody.MaxName, required: true);
        var roads = fields.Texts("roads", MaxRoads, CameraBody.MaxRoad) ?? [];
        var routes = fields.Items("alternative_routes", MaxRoutes)?.Select(r => Route(r.Element, r.Path, fields.Errors, speed)).ToList() ?? [];
        if (fields.Errors.Any)
            return null;

        var center = shape is null ? (Geography.GeoPoint?)null : ZoneGeometry.CenterOf(shape);
        if (!principal.MaySee(center))
            fields.Fail("geometry", FieldErrorCode.Forbidden, "has its middle outside of this credential's bounds");

        return new ZoneDefinition
        {
            ZoneId = id,
            Name = name!,
            Shape = shape,
            Roads = [.. roads],
            CameraIds = [.. cameras],
            FreeFlowKmh = speed,
            LengthKm = length ?? ZoneGeometry.LengthKmOf(shape!),
            Alternatives = [.. routes.OfType<AlternativeRoute>()],
            Center = center,
        };
    }

    private static AlternativeRoute? Route(System.Text.Json.JsonElement element, string path, FieldErrors errors, double freeFlowKmh)
    {
        if (JsonFields.Open(element, path, errors) is not { } fields)
            return null;

        var route = fields.Text("route", CameraBody.MaxRoad, required: true);
        var length = fields.Number("length_km", 0.01, MaxLengthKm, required: true);
        var speed = fields.Number("free_flow_speed", 5, CameraBody.MaxSpeedKmh) ?? freeFlowKmh;
        var cameras = fields.Ids("cameras", MaxCameras);
        if (cameras is not { Count: > 0 } && !errors.Any)
            fields.Fail("cameras", FieldErrorCode.Required, "must name at least one: without a camera nothing is known of a way");

        return errors.Any ? null : new AlternativeRoute { Route = route!, LengthKm = length!.Value, FreeFlowKmh = speed, CameraIds = [.. cameras!] };
    }
}
