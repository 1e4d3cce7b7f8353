using System.ComponentModel;
using System.Globalization;
using Fleet.Gateway.Api.Schedules;
using Fleet.Gateway.Api.Vehicles;
using Fleet.Gateway.Ingest;
using Fleet.Gateway.Json;
using Fleet.Geofences;
using Fleet.Geography;

namespace Fleet.Gateway.Api.Geofences;

/// <summary>A fence to be: exactly one of geometry, circle and corridor.</summary>
public sealed record GeofenceBody
{
    private const double MaxMeters = 1e9; // the real limits are configured; GeofenceShapeValidator has them
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

    [Description("When it is in force; always where absent.")]
    public ScheduleView? Schedule { get; init; }

    [Description("In force from here on; always where absent.")]
    public DateTimeOffset? ValidFrom { get; init; }

    [Description("In force until here; for ever where absent. Who is inside leaves then.")]
    public DateTimeOffset? ValidUntil { get; init; }

    [Description("low, normal (where absent), high, critical. An entry of a vehicle that may not come is high at least.")]
    public string? Priority { get; init; }

    /// <summary>Fields that are absent keep the value of <paramref name="current"/>, where there is one.</summary>
    /// <returns>Something usable only where no error was recorded.</returns>
    internal static GeofenceDefinition Read(JsonFields fields, string id, GeofenceDefinition? current, GeofenceShapeLimits limits) =>
        Read(fields, id, current, ReadShape(fields, limits, required: current is null));

    /// <param name="shape">Null where none was given, or it was in error.</param>
    internal static GeofenceDefinition Read(JsonFields fields, string id, GeofenceDefinition? current, GeofenceShape? shape)
    {
        var validFrom = fields.Has("valid_from") ? fields.Time("valid_from") : current?.ValidFrom;
        var validUntil = fields.Has("valid_until") ? fields.Time("valid_until") : current?.ValidUntil;
        if (validUntil <= validFrom)
            fields.Fail("valid_until", FieldErrorCode.Conflict, "must be later than valid_from");

        return new GeofenceDefinition
        {
            GeofenceId = id,
            Name = fields.Text("name", VehicleBody.MaxName, required: current is null || fields.Has("name")) ?? current?.Name ?? "",
            Shape = shape ?? current?.Shape!,
            Tags = fields.Has("tags") ? [.. fields.Texts("tags", MaxTags, MaxTag) ?? []] : current?.Tags ?? [],
            SpeedLimitKmh = fields.Has("speed_limit") ? fields.Number("speed_limit", 1, PositionLimits.MaxSpeedKmh) : current?.SpeedLimitKmh,
            DwellSeconds = fields.Has("dwell_seconds") ? fields.Number("dwell_seconds", 1, MaxDwellSeconds) : current?.DwellSeconds,
            AuthorizedVehicleIds = fields.Has("authorized_vehicle_ids")
                ? [.. fields.Ids("authorized_vehicle_ids", MaxVehicles) ?? []]
                : current?.AuthorizedVehicleIds ?? [],
            Schedule = fields.Has("schedule") ? ScheduleJson.Read(fields) : current?.Schedule,
            ValidFrom = validFrom,
            ValidUntil = validUntil,
            Priority = fields.Has("priority") ? fields.Choice<GeofencePriority>("priority") ?? GeofencePriority.Normal : current?.Priority ?? GeofencePriority.Normal,
        };
    }

    /// <summary>Of a fence, or of whatever else has a place on the map.</summary>
    internal static GeofenceShape? ReadShape(JsonFields fields, GeofenceShapeLimits limits, bool required)
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

        if (fields.Object(given[0]) is not { } fence)
            return null;

        var geoJson = new GeoJson(fields.Errors, limits.MaxVertices);
        GeofenceShape? shape = given[0] switch
        {
            "geometry" => geoJson.Read(fence),
            "circle" => ReadCircle(fence),
            _ => ReadCorridor(fence, geoJson, limits.MaxVertices),
        };
        return Checked(shape, limits, fields.Errors, error => PlaceOf(error, shape!, fence));
    }

    internal static GeofenceShape? Checked(GeofenceShape? shape, GeofenceShapeLimits limits, FieldErrors errors, Func<GeofenceShapeError, string> placeOf)
    {
        if (shape is not null && !errors.Any && GeofenceShapeValidator.Validate(shape, limits) is { } error)
            errors.Add(placeOf(error), FieldErrorCode.Geometry, error.Message);

        return shape;
    }

    /// <summary>Where the error is, in the caller's own terms.</summary>
    internal static string PlaceOf(GeofenceShapeError error, GeofenceShape shape, JsonFields fence)
    {
        if (error.Problem is GeofenceShapeProblem.RadiusOutOfRange)
            return fence.PathOf("radius_m");
        if (error.Problem is GeofenceShapeProblem.WidthOutOfRange)
            return fence.PathOf("width_m");
        if (shape is not PolygonShape polygons)
            return fence.PathOf(shape is CircleShape ? "center" : "path") + Place(error.Vertex);

        var polygon = polygons.IsMultiPolygon ? Place(error.Polygon) : "";
        return fence.PathOf("coordinates") + polygon + Place(error.Ring) + (error.Ring is null ? "" : Place(error.Vertex));
    }

    internal static string Place(int? index) => index is { } i ? string.Create(CultureInfo.InvariantCulture, $"[{i}]") : "";

    private static CircleShape ReadCircle(JsonFields circle)
    {
        var center = circle.Object("center", required: true);
        return new CircleShape
        {
            Center = new GeoPoint(
                center?.Number("latitude", -90, 90, required: true) ?? 0,
                center?.Number("longitude", -180, 180, required: true) ?? 0),
            RadiusMeters = circle.Number("radius_m", 0, MaxMeters, required: true) ?? 0,
        };
    }

    private static CorridorShape ReadCorridor(JsonFields corridor, GeoJson geoJson, int maxPoints)
    {
        var path = corridor.Items("path", maxPoints, required: true);
        return new CorridorShape
        {
            Path = [.. path?.Select(p => geoJson.ReadPoint(p.Element, p.Path)) ?? []],
            WidthMeters = corridor.Number("width_m", 0, MaxMeters, required: true) ?? 0,
        };
    }
}
