using System.ComponentModel;
using Fleet.Gateway.Api.Vehicles;
using Fleet.Gateway.Ingest;
using Fleet.Gateway.Json;
using Fleet.Geofences;
using Fleet.Geography;

namespace Fleet.Gateway.Api.Geofences;

/// <summary>A fence to be: exactly one of geometry, circle and corridor.</summary>
public sealed record GeofenceBody
{
    private const double MaxRadiusMeters = 5_000_000;
    private const double MaxWidthMeters = 1_000_000;
    private const double MaxDwellSeconds = 31_536_000;
    private const int MaxTags = 100;
    private const int MaxTag = 64;
    private const int MaxVehicles = 10_000;

    private static readonly string[] Shapes = ["geometry", "circle", "corridor"];

    [Description("Made by the server where absent. Only on creation.")]
    public string? GeofenceId { get; init; }

    public required string Name { get; init; }

    [Description("GeoJSON Polygon or MultiPolygon.")]
    public GeometryView? Geometry { get; init; }

    public CircleView? Circle { get; init; }

    public CorridorView? Corridor { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    [Description("The limit inside, km/h.")]
    public double? SpeedLimit { get; init; }

    [Description("Staying longer than this is a dwell.")]
    public double? DwellSeconds { get; init; }

    [Description("Vehicles that may come and go; empty means all may.")]
    public IReadOnlyList<string>? AuthorizedVehicleIds { get; init; }

    /// <summary>Fields that are absent keep the value of <paramref name="current"/>, where there is one.</summary>
    /// <returns>Something usable only where no error was recorded.</returns>
    internal static GeofenceDefinition Read(JsonFields fields, string id, GeofenceDefinition? current, int maxPoints)
    {
        if (fields.Has("schedule") && !fields.IsNull("schedule"))
            fields.Fail("schedule", FieldErrorCode.Unknown, "is not supported by this version: a fence is always in force");

        return new GeofenceDefinition
        {
            GeofenceId = id,
            Name = fields.Text("name", VehicleBody.MaxName, required: current is null || fields.Has("name")) ?? current?.Name ?? "",
            Shape = ReadShape(fields, maxPoints, required: current is null) ?? current?.Shape!,
            Tags = fields.Has("tags") ? [.. fields.Texts("tags", MaxTags, MaxTag) ?? []] : current?.Tags ?? [],
            SpeedLimitKmh = fields.Has("speed_limit") ? fields.Number("speed_limit", 1, PositionLimits.MaxSpeedKmh) : current?.SpeedLimitKmh,
            DwellSeconds = fields.Has("dwell_seconds") ? fields.Number("dwell_seconds", 1, MaxDwellSeconds) : current?.DwellSeconds,
            AuthorizedVehicleIds = fields.Has("authorized_vehicle_ids")
                ? [.. fields.Ids("authorized_vehicle_ids", MaxVehicles) ?? []]
                : current?.AuthorizedVehicleIds ?? [],
        };
    }

    private static GeofenceShape? ReadShape(JsonFields fields, int maxPoints, bool required)
    {
        string[] given = [.. Shapes.Where(name => fields.Has(name) && !fields.IsNull(name))];
        if (given.Length > 1)
        {
            fields.Fail(given[1], FieldErrorCode.Conflict, "only one of geometry, circle and corridor may be given");
            return null;
        }

        if (given.Length == 0)
        {
            if (required)
                fields.Fail("geometry", FieldErrorCode.Required, "one of geometry, circle and corridor is required");
            return null;
        }

        if (fields.Object(given[0]) is not { } shape)
            return null;

        var geoJson = new GeoJson(fields.Errors, maxPoints);
        return given[0] switch
        {
            "geometry" => geoJson.Read(shape),
            "circle" => ReadCircle(shape),
            _ => ReadCorridor(shape, geoJson, maxPoints),
        };
    }

    private static CircleShape ReadCircle(JsonFields circle)
    {
        var center = circle.Object("center", required: true);
        return new CircleShape
        {
            Center = new GeoPoint(
                center?.Number("latitude", -90, 90, required: true) ?? 0,
                center?.Number("longitude", -180, 180, required: true) ?? 0),
            RadiusMeters = circle.Number("radius_m", 1, MaxRadiusMeters, required: true) ?? 0,
        };
    }

    private static CorridorShape ReadCorridor(JsonFields corridor, GeoJson geoJson, int maxPoints)
    {
        var path = corridor.Items("path", maxPoints, required: true);
        if (path?.Count < 2)
            corridor.Fail("path", FieldErrorCode.Geometry, "must have at least 2 points");

        return new CorridorShape
        {
            Path = [.. path?.Select(p => geoJson.ReadPoint(p.Element, p.Path)) ?? []],
            WidthMeters = corridor.Number("width_m", 1, MaxWidthMeters, required: true) ?? 0,
        };
    }
}
