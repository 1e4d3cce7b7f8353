using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fleet.Gateway.Json;
using Fleet.Geography;
using Fleet.Roads;

namespace Fleet.Gateway.Api.Roads;

/// <summary>Reads one GeoJSON feature as a road. The first error of a feature is kept; nothing of it is taken then.</summary>
internal sealed class RoadReader
{
    /// <summary>Lines are straight in longitude and latitude; over a longer way that is not where the road is.</summary>
    private const double MaxSegmentMeters = 20_000;

    private const int MaxName = 200;

    private FieldErrors _errors = new();

    /// <param name="index">The feature's place; it is its id where it names none.</param>
    /// <param name="error">What is wrong; null where nothing is.</param>
    public RoadLimit? Read(JsonElement element, int index, out RoadErrorView? error)
    {
        _errors = new FieldErrors();
        string? id = null;
        var road = JsonFields.Open(element, "", _errors) is { } feature ? Read(feature, index, out id) : null;
        error = _errors.Any
            ? new RoadErrorView(index, id, _errors.Items[0].Field, _errors.Items[0].Code, _errors.Items[0].Message)
            : null;
        return _errors.Any ? null : road;
    }

    private RoadLimit? Read(JsonFields feature, int index, out string? id)
    {
        var properties = feature.Object("properties");
        id = IdOf(feature, "id") ?? (properties is null ? null : IdOf(properties, "osm_id") ?? IdOf(properties, "@id") ?? IdOf(properties, "id"));
        if (feature.Text("type", 32, required: true) is { } type && type != "Feature")
            feature.Fail("type", FieldErrorCode.Unknown, "must be Feature");

        var lines = feature.Object("geometry", required: true) is { } geometry ? Lines(geometry) : [];
        var direction = properties is null ? RoadDirection.Both : Direction(properties);
        var both = properties is null ? null : Speed(properties, "maxspeed");
        var forward = properties is null ? null : Speed(properties, "maxspeed:forward") ?? both;
        var backward = properties is null ? null : Speed(properties, "maxspeed:backward") ?? both;
        return _errors.Any ? null : new RoadLimit
        {
            RoadId = id ?? index.ToString(CultureInfo.InvariantCulture),
            Name = properties?.KindOf("name") == JsonValueKind.String ? properties.Text("name", MaxName) : null,
            Direction = direction,
            ForwardKmh = forward,
            BackwardKmh = backward,
            Lines = lines,
        };
    }

    /// <summary>Ids are numbers as often as text, and "way/123" in some exports.</summary>
    private static string? IdOf(JsonFields fields, string name) => fields.KindOf(name) switch
    {
        JsonValueKind.Number => fields.WholeNumber(name, long.MinValue, long.MaxValue)?.ToString(CultureInfo.InvariantCulture),
        JsonValueKind.String => fields.Text(name, Identifier.MaxLength),
        _ => null,
    };

    private static double? Speed(JsonFields properties, string name)
    {
        double? kmh = null;
        var known = properties.KindOf(name) switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => true,
            JsonValueKind.Number => properties.Number(name, double.MinValue, double.MaxValue) is not { } number || SpeedText.TryTake(number, out kmh),
            JsonValueKind.String => properties.Text(name, 64) is not { } text || SpeedText.TryRead(text, out kmh),
            _ => false,
        };
        if (!known)
            properties.Fail(name, FieldErrorCode.Format, SpeedText.Rule);

        return kmh;
    }

    private static RoadDirection Direction(JsonFields properties)
    {
        switch (properties.KindOf("oneway"))
        {
            case JsonValueKind.True:
                return RoadDirection.Forward;
            case JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False:
                return RoadDirection.Both;
        }

        var text = properties.KindOf("oneway") == JsonValueKind.Number
            ? properties.WholeNumber("oneway", -1, 1)?.ToString(CultureInfo.InvariantCulture)
            : properties.Text("oneway", 64);
        switch (text)
        {
            case null:
                return RoadDirection.Both;
            case "yes" or "true" or "1":
                return RoadDirection.Forward;
            case "-1" or "reverse":
                return RoadDirection.Backward;
            case "no" or "false" or "0" or "reversible" or "alternating":
                return RoadDirection.Both;
            default:
                properties.Fail("oneway", FieldErrorCode.Unknown, "must be yes, no, -1, reversible or alternating");
                return RoadDirection.Both;
        }
    }

    private ImmutableArray<ImmutableArray<int>> Lines(JsonFields geometry)
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
            _errors.Add(path, FieldErrorCode.Geometry, "must not be empty");
        return [.. coordinates.Select(line => Line(Items(line.Element, line.Path), line.Path))];
    }

    private IReadOnlyList<(JsonElement Element, string Path)> Items(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return [.. element.EnumerateArray().Select((e, i) => (e, $"{path}[{i}]"))];

        _errors.Add(path, FieldErrorCode.Type, "must be an array");
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
                _errors.Add(where, FieldErrorCode.Geometry, "is more than 20 km from the point before it");
                return [];
            }

            last = point;
            line.Add((int)Math.Round(point.Longitude / RoadLimit.Unit));
            line.Add((int)Math.Round(point.Latitude / RoadLimit.Unit));
        }

        if (line.Count < 4)
            _errors.Add(path, FieldErrorCode.Geometry, "must have at least two points");
        return line.DrainToImmutable();
    }

    private GeoPoint? Point(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() < 2)
        {
            _errors.Add(path, FieldErrorCode.Type, "must be [longitude, latitude]");
            return null;
        }

        return _errors.Number(element[0], path + "[0]", -180, 180) is { } longitude && _errors.Number(element[1], path + "[1]", -90, 90) is { } latitude
            ? new GeoPoint(latitude, longitude)
            : null;
    }
}
