using Fleet.Compliance;
using Fleet.Drivers;

namespace Fleet.Vehicles;

/// <summary>
/// Sums what a vehicle saw of its drivers, one activity for each stretch of one driver on one trip. A stretch ends where
/// a measure of the driver is due, and that the positions alone decide: however they were cut into reports, or folded
/// again after a restart, the measures are the same. Pure.
/// </summary>
internal sealed class ActivityLedger
{
    /// <summary>A longer time between two positions is nobody's driving or idling, seconds.</summary>
    public const double MaxGapSeconds = 60;

    /// <summary>Slower than this is standing, km/h.</summary>
    public const double DrivingKmh = 3;

    // Kilometres and seconds are taken in powers of two (a micrometre, a microsecond): sums of such are exact up to eight
    // million kilometres, so that it does not show how the positions were cut into reports, or folded again.
    private const double KmGrid = 1 << 30;
    private const double SecondsGrid = 1 << 20;

    private readonly Queue<(string DriverId, DriverActivity Activity)> _closed = [];
    private string? _driverId;
    private DriverActivity? _open;

    /// <summary>Takes a step; one without a driver is nobody's.</summary>
    /// <param name="seenUntil">What the driver knows of this vehicle already: such a step adds nothing.</param>
    /// <param name="tankLitres">Null where it is not known.</param>
    /// <param name="onRoute">Whether the step ends on the planned way; null where there is none.</param>
    public void Add(
        VehicleStep step, string vehicleId, string? driverId, string? tripId, DateTimeOffset? seenUntil, double? tankLitres = null, bool? onRoute = null)
    {
        if (driverId != _driverId || tripId != _open?.TripId)
            Close();

        if (driverId is null || step.Position.Timestamp <= seenUntil)
            return;

        _driverId = driverId;
        var before = _open ?? new DriverActivity { VehicleId = vehicleId, TripId = tripId, Until = step.Position.Timestamp };
        var seconds = step.Seconds <= MaxGapSeconds ? On(SecondsGrid, step.Seconds) : 0;
        var driving = step.Motion.SpeedKmh >= DrivingKmh;
        var km = On(KmGrid, step.Way.MovedMeters / 1000);
        var incidents = before.Incidents;
        foreach (var finding in step.Findings)
        {
            incidents = incidents.Add(new DriverIncident(finding.Type, finding.Severity, finding.At));
        }

        var measure = incidents.Length > 0 || (driving && BeginsMinute(step));
        _open = before with
        {
            Until = step.Position.Timestamp,
            DistanceKm = before.DistanceKm + km,
            FuelLitres = before.FuelLitres + (tankLitres is { } tank ? On(KmGrid, step.Motion.FuelUsed * tank) : 0),
            FuelKm = before.FuelKm + (tankLitres is null ? 0 : On(KmGrid, step.Motion.FuelMeters / 1000)),
            PlannedKm = before.PlannedKm + (onRoute is null ? 0 : km),
            OnRouteKm = before.OnRouteKm + (onRoute == true ? km : 0),
            DrivingSeconds = before.DrivingSeconds + (driving ? seconds : 0),
            SpeedingSeconds = before.SpeedingSeconds + (step.Speeding ? seconds : 0),
            IdleSeconds = before.IdleSeconds + (!driving && step.Position.EngineRunning == true ? seconds : 0),
            Incidents = incidents,
            Measure = measure,
            Drives = DutyDrives.Add(before.Drives, step),
            ReceivedAt = step.Position.ReceivedAt,
        };
        if (measure)
            Close();
    }

    /// <summary>The trip is over; whoever drove last is told.</summary>
    public void EndTrip(string vehicleId, string tripId, string? driverId, DateTimeOffset endedAt)
    {
        Close();
        if (driverId is not null)
            _closed.Enqueue((driverId, DriverMonitor.TripEnd(vehicleId, tripId, endedAt)));
    }

    /// <summary>The oldest that was not told; it stays until <see cref="Told"/>.</summary>
    public (string DriverId, DriverActivity Activity)? Next()
    {
        if (_closed.Count == 0)
            Close();

        return _closed.TryPeek(out var next) ? next : null;
    }

    public void Told() => _closed.Dequeue();

    /// <summary>The first position, or the first in a minute of event time: while driving a driver is measured there.</summary>
    private static bool BeginsMinute(VehicleStep step) =>
        step.Restarted || Minute(step.Position.Timestamp) != Minute(step.Position.Timestamp.AddSeconds(-step.Seconds));

    private static double On(double grid, double value) => Math.Round(value * grid) / grid;

    private static long Minute(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerMinute;

    private void Close()
    {
        if (_open is not null)
            _closed.Enqueue((_driverId!, _open));

        (_open, _driverId) = (null, null);
    }
}
