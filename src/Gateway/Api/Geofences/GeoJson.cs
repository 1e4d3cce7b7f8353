using System.Collections.Immutable;
using System.Text.Json;
using Fleet.Gateway.Json;
using Fleet.Geofences;
using Fleet.Geography;

namespace Fleet.Gateway.Api.Geofences;

/// <summary>
/// RFC 7946 Polygon and MultiPolygon, with holes. Longitudes may go beyond ±180 where a ring crosses the antimeridian,
/// up to one turn. A third coordinate (height) is accepted and not kept. What was read is written again as it was.
/// </summary>
internal sealed class GeoJson(FieldErrors errors, int maxPoints)
{
    private const double MaxLongitude = 540;

    private int _points;

    public PolygonShape? Read(JsonFields geometry)
    {
        var type = geometry.Text("type", 32, required: true);
        if (type is null)
            return null;

        if (type is not ("Polygon" or "MultiPolygon"))
        {
            geometry.Fail("type", FieldErrorCode.Unknown, "must be Polygon or MultiPolygon");
            return null;
        }

        if (geometry.Items("coordinates", maxPoints, required: true) is not { } coordinates)
            return null;

        var path = geometry.PathOf("coordinates");
        if (coordinates.Count == 0)
            errors.Add(path, FieldErrorCode.Geometry, "must not be empty");

        var multi = type == "MultiPolygon";
        var polygons = multi
            ? coordinates.Select(c => ReadPolygon(Elements(c.Element, c.Path), c.Path)).ToImmutableArray()
            : [ReadPolygon(coordinates, path)];
        return errors.Any ? null : new PolygonShape { Polygons = polygons, IsMultiPolygon = multi };
    }

    public static GeometryView Write(PolygonShape shape) => shape.IsMultiPolygon || shape.Polygons.Length != 1
        ? new GeometryView("MultiPolygon", shape.Polygons.Select(WritePolygon).ToArray())
        : new GeometryView("Polygon", WritePolygon(shape.Polygons[0]));

    /// <summary>One [longitude, latitude] pair, counted against the most that a fence may have.</summary>
    public GeoPoint ReadPoint(JsonElement element, string path)
    {
        if (++_points == maxPoints + 1)
            errors.Add(path, FieldErrorCode.Range, $"a fence has at most {maxPoints} points");

        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() is < 2 or > 3)
        {
            errors.Add(path, FieldErrorCode.Type, "must be [longitude, latitude]");
            return default;
        }

        var longitude = errors.Number(element[0], path + "[0]", -MaxLongitude, MaxLongitude) ?? 0;
        var latitude = errors.Number(element[1], path + "[1]", -90, 90) ?? 0;
        return new GeoPoint(latitude, longitude);
    }

    private PolygonRings ReadPolygon(IReadOnlyList<(JsonElement Element, string Path)> rings, string path)
    {
        if (rings.Count == 0)
        {
            errors.Add(path, FieldErrorCode.Geometry, "must have an outer ring");
            return new PolygonRings { Outer = [] };
        }

        return new PolygonRings
        {
            Outer = ReadRing(rings[0].Element, rings[0].Path),
            Holes = [.. rings.Skip(1).Select(r => ReadRing(r.Element, r.Path))],
        };
    }

    private ImmutableArray<GeoPoint> ReadRing(JsonElement element, string path) =>
        [.. Elements(element, path).Select(p => ReadPoint(p.Element, p.Path))];

    private IReadOnlyList<(JsonElement Element, string Path)> Elements(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Array)
            errors.Add(path, FieldErrorCode.Type, "must be an array");
        else if (element.GetArrayLength() > maxPoints)
            errors.Add(path, FieldErrorCode.Range, $"a fence has at most {maxPoints} points");
        else if (_points <= maxPoints)
            return [.. element.EnumerateArray().Select((e, i) => (e, $"{path}[{i}]"))];

        return [];
    }

    private static double[][][] WritePolygon(PolygonRings polygon) =>
        [.. new[] { polygon.Outer }.Concat(polygon.Holes).Select(WriteRing)];

    private static double[][] WriteRing(ImmutableArray<GeoPoint> ring) =>
        [.. ring.Select(p => new[] { p.Longitude, p.Latitude })];
}
