using Fleet.Geography;
using Fleet.Vehicles;

namespace Fleet.Gateway.Api;

/// <summary>A place, with what else a fix says of it.</summary>
public sealed record LocationView
{
    public required double Latitude { get; init; }

    public required double Longitude { get; init; }

    /// <summary>km/h.</summary>
    public double? Speed { get; init; }

    /// <summary>Degrees clockwise from north.</summary>
    public double? Heading { get; init; }

    /// <summary>Metres.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Metres.</summary>
    public double? Altitude { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    internal static LocationView Of(Position position) => new()
    {
        Latitude = position.Latitude,
        Longitude = position.Longitude,
        Speed = position.SpeedKmh,
        Heading = position.HeadingDegrees,
        Accuracy = position.AccuracyMeters,
        Altitude = position.AltitudeMeters,
        Timestamp = position.Timestamp,
    };

    internal static LocationView? Of(GeoPoint? point, DateTimeOffset? at = null) =>
        point is { } p ? new LocationView { Latitude = p.Latitude, Longitude = p.Longitude, Timestamp = at } : null;
}
