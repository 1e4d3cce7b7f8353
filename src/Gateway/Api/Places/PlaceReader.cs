using System.Globalization;
using System.Text.Json;
using Fleet.Gateway.Api.Geofences;
using Fleet.Gateway.Api.Layers;
using Fleet.Gateway.Json;
using Fleet.Geofences;
using Fleet.Geography;
using Fleet.Places;

namespace Fleet.Gateway.Api.Places;

/// <summary>Reads one GeoJSON feature as a place. The first error of a feature is kept; nothing of it is taken then.</summary>
internal sealed class PlaceReader(GeofenceShapeLimits limits)
{
    private const int MaxText = 200;

    /// <param name="index">The feature's place; it is its id where it names none.</param>
    /// <param name="error">What is wrong; null where nothing is.</param>
    public Place? Read(JsonElement element, int index, out FeatureErrorView? error)
    {
        var errors = new FieldErrors();
        string? id = null;
        var place = JsonFields.Open(element, "", errors) is { } feature ? Read(feature, index, out id) : null;
        error = errors.Any ? new FeatureErrorView(index, id, errors.Items[0].Field, errors.Items[0].Code, errors.Items[0].Message) : null;
        return errors.Any ? null : place;
    }

    private Place? Read(JsonFields feature, int index, out string? id)
    {
        var properties = feature.Object("properties", required: true);
        id = FeatureId.Of(feature, properties);
        if (feature.Text("type", 32, required: true) is { } type && type != "Feature")
            feature.Fail("type", FieldErrorCode.Unknown, "must be Feature");

        if (properties is null || feature.Object("geometry", required: true) is not { } geometry)
            return null;

        var kind = geometry.Text("type", 32, required: true);
        var address = kind == "Point" ? properties.Text("address", MaxText) : null;
        var place = new Place
        {
            PlaceId = id ?? index.ToString(CultureInfo.InvariantCulture),
            Name = properties.Text("name", MaxText, required: address is null),
            Address = address,
        };
        switch (kind)
        {
            case null:
                return null;
            case "Point":
                return place with { Point = Point(geometry) };
            case "LineString" or "MultiLineString":
                return place with { Lines = new FeatureLines(feature.Errors).Read(geometry) };
            case "Polygon" or "MultiPolygon":
                var area = new GeoJson(feature.Errors, limits.MaxVertices).Read(geometry);
                return place with { Area = (PolygonShape?)GeofenceBody.Checked(area, limits, feature.Errors, e => GeofenceBody.PlaceOf(e, area!, geometry)) };
            default:
                geometry.Fail("type", FieldErrorCode.Unknown, "must be Point, LineString, MultiLineString, Polygon or MultiPolygon");
                return null;
        }
    }

    private static GeoPoint? Point(JsonFields geometry)
    {
        if (geometry.Items("coordinates", 3, required: true) is not { } pair)
            return null;

        if (pair.Count < 2)
        {
            geometry.Fail("coordinates", FieldErrorCode.Type, "must be [longitude, latitude]");
            return null;
        }

        var longitude = geometry.Errors.Number(pair[0].Element, pair[0].Path, -180, 180);
        var latitude = geometry.Errors.Number(pair[1].Element, pair[1].Path, -90, 90);
        return longitude is { } x && latitude is { } y ? new GeoPoint(y, x) : null;
    }
}
