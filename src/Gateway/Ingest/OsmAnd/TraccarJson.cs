using Fleet.Gateway.Json;

namespace Fleet.Gateway.Ingest.OsmAnd;

/// <summary>
/// The body that Traccar Client sends since version 9: <c>{device_id, location: {timestamp, coords: {latitude, longitude,
/// speed (m/s), heading, accuracy, altitude}, …}}</c>. A negative speed, heading or accuracy is an unknown one.
/// </summary>
internal static class TraccarJson
{
    public const string IdField = "device_id";

    private const double KmhPerMeterPerSecond = 3.6;

    /// <summary>Null where it is a sign of life without a place. Errors are left in the fields.</summary>
    public static PositionDraft? Read(JsonFields body)
    {
        var id = body.Id(IdField, required: true);
        if (body.Object("location", required: true) is not { } location)
            return null;

        var timestamp = location.Time("timestamp", required: true);
        if (location.Object("coords") is not { } coords)
            return null;

        var longitude = coords.Number("longitude", -PositionLimits.MaxLongitude, PositionLimits.MaxLongitude, required: true);
        return new PositionDraft
        {
            VehicleId = id,
            Timestamp = timestamp ?? default,
            Latitude = coords.Number("latitude", -PositionLimits.MaxLatitude, PositionLimits.MaxLatitude, required: true) ?? 0,
            Longitude = longitude == PositionLimits.MaxLongitude ? -PositionLimits.MaxLongitude : longitude ?? 0,
            Speed = Known(coords, "speed", PositionLimits.MaxSpeedKmh / KmhPerMeterPerSecond) * KmhPerMeterPerSecond,
            Heading = Known(coords, "heading", PositionLimits.MaxHeadingDegrees) % PositionLimits.MaxHeadingDegrees,
            Accuracy = Known(coords, "accuracy", double.MaxValue) is > 0 and var accuracy ? accuracy : null,
            Altitude = coords.Number("altitude", PositionLimits.MinAltitudeMeters, PositionLimits.MaxAltitudeMeters),
            Given = PositionField.VehicleId | PositionField.Timestamp | PositionField.Latitude | PositionField.Longitude,
        };
    }

    private static double? Known(JsonFields coords, string name, double max) =>
        coords.Number(name, double.MinValue, max) is >= 0 and var value ? value : null;
}
