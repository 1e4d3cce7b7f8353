namespace Fleet.Gateway.Ingest;

/// <summary>What counts as a possible value. Both ends are inside.</summary>
internal static class PositionLimits
{
    public const double MaxLatitude = 90;
    public const double MaxLongitude = 180;
    public const double MaxSpeedKmh = 300;
    public const double MaxHeadingDegrees = 360;

    /// <summary>Below the Dead Sea's shore, above any road, so that a barometer's drift is no error.</summary>
    public const double MinAltitudeMeters = -1_000;
    public const double MaxAltitudeMeters = 20_000;

    public const double MaxOdometerKm = 100_000_000;

    /// <summary>m/s² and rad/s per axis: a hundred g, beyond what a crash shows.</summary>
    public const double MaxMotion = 1_000;
}
