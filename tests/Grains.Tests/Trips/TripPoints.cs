using Fleet.Events;
using Fleet.Vehicles;

namespace Fleet.Trips;

/// <summary>Points of a trip for tests: 36 km/h northwards, or standing.</summary>
internal static class TripPoints
{
    public static DateTimeOffset At(double seconds) => Positions.Start.AddSeconds(seconds);

    public static TripPoint Point(double second, double north, double kmh = 36, double moved = 10) => new()
    {
        Timestamp = At(second),
        ReceivedAt = At(second),
        Location = Positions.At(second, north).Place(),
        SpeedKmh = kmh,
        MovedMeters = moved,
    };

    public static IEnumerable<TripPoint> Drive(int from, int to)
    {
        for (var t = from; t <= to; t++)
        {
            yield return Point(t, t * 10);
        }
    }

    public static IEnumerable<TripPoint> Stand(int from, int to)
    {
        for (var t = from; t <= to; t++)
        {
            yield return Point(t, from * 10, kmh: 0.4, moved: 0);
        }
    }

    /// <summary>All of an event that subscribers see, comparable.</summary>
    public static string Told(TripChanged e) =>
        $"{e.EventId} {e.Kind} {e.Status} {e.Timestamp:O} {e.Location} {e.Reason} {string.Join(',', e.Details.OrderBy(d => d.Key).Select(d => $"{d.Key}={d.Value:R}"))}";

    public static TripState Copy(TripState s) => new()
    {
        Plan = s.Plan,
        Status = s.Status,
        DriverId = s.DriverId,
        StartedAt = s.StartedAt,
        StartLocation = s.StartLocation,
        EndedAt = s.EndedAt,
        EndReason = s.EndReason,
        LastAt = s.LastAt,
        LastLocation = s.LastLocation,
        LastReceivedAt = s.LastReceivedAt,
        HasPoints = s.HasPoints,
        DistanceMeters = s.DistanceMeters,
        UnobservedMeters = s.UnobservedMeters,
        MaxSpeedKmh = s.MaxSpeedKmh,
        StoppedAt = s.StoppedAt,
        StopLocation = s.StopLocation,
        MetersSinceStop = s.MetersSinceStop,
        Pauses = [.. s.Pauses],
        Arrivals = [.. s.Arrivals],
        Explicit = s.Explicit,
    };
}
