using System.Collections.Immutable;
using System.Text.Json;
using Fleet.Gateway.Json;
using Fleet.Geography;
using Fleet.Roads;

namespace Fleet.Gateway.Api.Layers;

/// <summary>Reads LineStrings and MultiLineStrings into units of 1e-7 degrees. A third coordinate (height) is accepted and not kept.</summary>
internal sealed class FeatureLines(FieldErrors errors)
{
    /// <summary>Lines are straight in longitude and latitude; over a longer way that is not where the road is.</summary>
    private const double MaxSegmentMeters = 20_000;

    public ImmutableArray<ImmutableArray<int>> Read(JsonFields geometry)
    {
        var type = geometry.Text("type", 32, required: true);
        if (type is null)
            return [];

        if (type is not ("LineString" or "MultiLineString"))
        {
            geometry.Fail("type", FieldErrorCode.Unknown, "must be LineString or MultiLineString");
            return [];
        }

        if (geometry.Items("coordinates", int.MaxValue, required: true) is not { } coordinates)
            return [];

        var path = geometry.PathOf("coordinates");
        if (type == "LineString")
            return [Line(coordinates, path)];

        if (coordinates.Count == 0)
            errors.Add(path, FieldErrorCode.Geometry, "must not be empty");
        return [.. coordinates.Select(line => Line(Items(line.Element, line.Path), line.Path))];
    }

    private IReadOnlyList<(JsonElement Element, string Path)> Items(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return [.. element.EnumerateArray().Select((e, i) => (e, $"{path}[{i}]"))];

        errors.Add(path, FieldErrorCode.Type, "must be an array");
        return [];
    }

    private ImmutableArray<int> Line(IReadOnlyList<(JsonElement Element, string Path)> points, string path)
    {
        var line = ImmutableArray.CreateBuilder<int>(points.Count * 2);
        GeoPoint? last = null;
        foreach (var (element, where) in points)
        {
            if (Point(element, where) is not { } point)
                return [];

            if (last is { } before && Geodesy.DistanceMeters(before, point) > MaxSegmentMeters)
            {
                errors.Add(where, FieldErrorCode.Geometry, "is more than 20 km from the point before it");
                return [];
            }

            last = point;
            line.Add((int)Math.Round(point.Longitude / RoadLimit.Unit));
            line.Add((int)Math.Round(point.Latitude / RoadLimit.Unit));
        }

        if (line.Count < 4)
            errors.Add(path, FieldErrorCode.Geometry, "must have at least two points");
        return line.DrainToImmutable();
    }

    private GeoPoint? Point(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() < 2)
        {
            errors.Add(path, FieldErrorCode.Type, "must be [longitude, latitude]");
            return null;
        }

        return errors.Number(element[0], path + "[0]", -180, 180) is { } longitude && errors.Number(element[1], path + "[1]", -90, 90) is { } latitude
            ? new GeoPoint(latitude, longitude)
            : null;
    }
}
