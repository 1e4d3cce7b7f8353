using Fleet.Drivers;

namespace Fleet.Vehicles;

/// <summary>Sums what a vehicle saw of its drivers, one activity for each stretch of one driver on one trip. Pure.</summary>
internal sealed class ActivityLedger
{
    /// <summary>A longer time between two positions is nobody's driving or idling, seconds.</summary>
    public const double MaxGapSeconds = 60;

    /// <summary>Slower than this is standing, km/h.</summary>
    public const double DrivingKmh = 3;

    private readonly Queue<(string DriverId, DriverActivity Activity)> _closed = [];
    private string? _driverId;
    private DriverActivity? _open;

    /// <summary>Takes a step; one without a driver is nobody's.</summary>
    public void Add(VehicleStep step, string vehicleId, string? driverId, string? tripId)
    {
        if (driverId != _driverId || tripId != _open?.TripId)
            Close();

        if (driverId is null)
            return;

        _driverId = driverId;
        var before = _open ?? new DriverActivity { VehicleId = vehicleId, TripId = tripId, Until = step.Position.Timestamp };
        var seconds = step.Seconds <= MaxGapSeconds ? step.Seconds : 0;
        var driving = step.Motion.SpeedKmh >= DrivingKmh;
        var incidents = before.Incidents;
        foreach (var finding in step.Findings)
        {
            incidents = incidents.Add(new DriverIncident(finding.Type, finding.Severity));
        }

        _open = before with
        {
            Until = step.Position.Timestamp,
            DistanceKm = before.DistanceKm + (step.Way.MovedMeters / 1000),
            DrivingSeconds = before.DrivingSeconds + (driving ? seconds : 0),
            SpeedingSeconds = before.SpeedingSeconds + (step.Speeding ? seconds : 0),
            IdleSeconds = before.IdleSeconds + (!driving && step.Position.EngineRunning == true ? seconds : 0),
            FuelUsed = before.FuelUsed + step.Motion.FuelUsed,
            Incidents = incidents,
        };
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

    private void Close()
    {
        if (_open is not null)
            _closed.Enqueue((_driverId!, _open));

        (_open, _driverId) = (null, null);
    }
}
