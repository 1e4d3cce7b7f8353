using Fleet.Devices.Traces;
using Fleet.Vehicles;

namespace Fleet.Devices.Accuracy;

/// <summary>The positions of a labelled data set as the detectors get them, by drive.</summary>
internal sealed class RecordedDrives
{
    private RecordedDrives(IReadOnlyDictionary<int, IReadOnlyList<Position>> positions) => Positions = positions;

    /// <summary>In order of time, by the drive's number.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<Position>> Positions { get; }

    /// <exception cref="TraceException">The file cannot be read.</exception>
    public static RecordedDrives Read(string path)
    {
        using var trace = TraceFile.Open(path, new TraceOptions { Map = "trip=={drive}" });
        return new RecordedDrives(trace.Rows().Select(r => r.Point).OfType<TracePoint>()
            .GroupBy(p => int.Parse(p.TripId!, System.Globalization.CultureInfo.InvariantCulture), Read)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<Position>)[.. g.OrderBy(p => p.Timestamp)]));
    }

    /// <summary>Without trip, as the detectors need none.</summary>
    public static Position Read(TracePoint point) => new()
    {
        Timestamp = point.Time,
        ReceivedAt = point.Time,
        Latitude = point.Latitude,
        Longitude = point.Longitude,
        SpeedKmh = point.SpeedKmh,
        HeadingDegrees = point.HeadingDegrees,
        AccuracyMeters = point.AccuracyMeters,
        EngineRunning = point.EngineRunning,
        SpeedLimitKmh = point.SpeedLimitKmh,
        Acceleration = Read(point.Acceleration),
        Gyroscope = Read(point.Gyroscope),
    };

    private static Vector3? Read(Axes? axes) => axes is { } a ? new Vector3(a.X, a.Y, a.Z) : null;
}
