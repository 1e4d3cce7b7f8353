using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fleet.Gateway.Json;
using Fleet.Geofences;
using Fleet.Geography;

namespace Fleet.Gateway.Api.Geofences;

/// <summary>A fence out of a GeoJSON feature (RFC 7946): its geometry, and the other fields out of its properties.</summary>
internal static class FeatureReader
{
    private const double MaxMeters = 1e9; // GeofenceShapeValidator has the real limits

    /// <summary>Null where it names none; what it names is checked.</summary>
    public static string? IdOf(JsonFields feature, JsonFields? properties)
    {
        if (properties?.Has("geofence_id") == true)
            return properties.Id("geofence_id");

        return feature.KindOf("id") == JsonValueKind.Number
            ? feature.WholeNumber("id", 0, long.MaxValue)?.ToString(CultureInfo.InvariantCulture)
            : feature.Id("id");
    }

    public static GeofenceShape? ReadShape(JsonFields feature, JsonFields? properties, GeofenceShapeLimits limits)
    {
        if (feature.Object("geometry", required: true) is not { } geometry)
            return null;

        var geoJson = new GeoJson(feature.Errors, limits.MaxVertices);
        switch (geometry.KindOf("type") == JsonValueKind.String ? geometry.Text("type", 32) : null)
        {
            case "Point":
                var circle = new CircleShape { Center = ReadPoint(geometry, geoJson), RadiusMeters = Meters(properties, "radius_m") };
                return GeofenceBody.Checked(circle, limits, feature.Errors, e => e.Problem == GeofenceShapeProblem.RadiusOutOfRange
                    ? properties!.PathOf("radius_m") : geometry.PathOf("coordinates"));
            case "LineString":
                var corridor = new CorridorShape { Path = ReadPath(geometry, geoJson, limits), WidthMeters = Meters(properties, "width_m") };
                return GeofenceBody.Checked(corridor, limits, feature.Errors, e => e.Problem == GeofenceShapeProblem.WidthOutOfRange
                    ? properties!.PathOf("width_m") : geometry.PathOf("coordinates") + GeofenceBody.Place(e.Vertex));
            default:
                var polygon = geoJson.Read(geometry);
                return GeofenceBody.Checked(polygon, limits, feature.Errors, e => GeofenceBody.PlaceOf(e, polygon!, geometry));
        }
    }

    private static double Meters(JsonFields? properties, string name) => properties?.Number(name, 0, MaxMeters, required: true) ?? 0;

    private static GeoPoint ReadPoint(JsonFields geometry, GeoJson geoJson) =>
        geometry.Items("coordinates", 3, required: true) is { } ? geoJson.ReadPoint(geometry.Element("coordinates"), geometry.PathOf("coordinates")) : default;

    private static ImmutableArray<GeoPoint> ReadPath(JsonFields geometry, GeoJson geoJson, GeofenceShapeLimits limits) =>
        [.. geometry.Items("coordinates", limits.MaxVertices, required: true)?.Select(p => geoJson.ReadPoint(p.Element, p.Path)) ?? []];
}
