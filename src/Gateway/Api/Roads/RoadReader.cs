using System.Globalization;
using System.Text.Json;
using Fleet.Gateway.Api.Layers;
using Fleet.Gateway.Json;
using Fleet.Roads;

namespace Fleet.Gateway.Api.Roads;

/// <summary>Reads one GeoJSON feature as a road. The first error of a feature is kept; nothing of it is taken then.</summary>
internal sealed class RoadReader
{
    private const int MaxName = 200;

    private FieldErrors _errors = new();

    /// <param name="index">The feature's place; it is its id where it names none.</param>
    /// <param name="error">What is wrong; null where nothing is.</param>
    public RoadLimit? Read(JsonElement element, int index, out FeatureErrorView? error)
    {
        _errors = new FieldErrors();
        string? id = null;
        var road = JsonFields.Open(element, "", _errors) is { } feature ? Read(feature, index, out id) : null;
        error = _errors.Any
            ? new FeatureErrorView(index, id, _errors.Items[0].Field, _errors.Items[0].Code, _errors.Items[0].Message)
            : null;
        return _errors.Any ? null : road;
    }

    private RoadLimit? Read(JsonFields feature, int index, out string? id)
    {
        var properties = feature.Object("properties");
        id = FeatureId.Of(feature, properties);
        if (feature.Text("type", 32, required: true) is { } type && type != "Feature")
            feature.Fail("type", FieldErrorCode.Unknown, "must be Feature");

        var lines = feature.Object("geometry", required: true) is { } geometry ? new FeatureLines(_errors).Read(geometry) : [];
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
}
