using System.Collections.Immutable;
using Fleet.Alerts;
using Fleet.Geography;
using Fleet.Safety;
using Fleet.Traffic;
using Fleet.Trips;
using Fleet.Vehicles;

namespace Fleet.Events;

/// <summary>
/// The present state of a shard as its events tell it: what new subscribers start from, and the shard's part of the
/// fleet summary. Sums run along, so that <see cref="Tally"/> costs the same for ten vehicles and ten thousand.
/// Bounds: one entry per vehicle, driver and open trip; <paramref name="recentSafety"/> safety events and as many custom ones.
/// </summary>
internal sealed class ShardLedger(int recentSafety)
{
    /// <summary>Open alerts that new subscribers start from. There may be more: GET /v1/alerts lists them all.</summary>
    private const int MaxOpenAlerts = 1_000;

    private readonly Dictionary<string, VehicleEntry> _vehicles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TripChanged> _trips = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DriverPerformanceMeasured> _drivers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ComplianceWarned> _compliance = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AlertChanged> _alerts = new(StringComparer.Ordinal);
    private readonly Queue<SafetyDetected> _safety = new();
    private readonly List<CustomEventRaised> _custom = [];
    private readonly SumLine _minutes = new(60, TimeSpan.FromMinutes(1));
    private readonly SumLine _days = new(2, TimeSpan.FromDays(1)); // a clock ahead may open the next day early
    private readonly TrafficLedger _traffic = new();
    private DateTimeOffset? _first;

    private int _activeTrips;
    private int _idle;
    private int _offline;
    private int _maintenanceDue;

    public void Apply(FleetEvent happened)
    {
        _first ??= happened.Timestamp;
        switch (happened)
        {
            case LocationUpdated { VehicleId: { } vehicle } location:
                Measure(_vehicles.GetValueOrDefault(vehicle).Location, location);
                Put(vehicle, new VehicleEntry(location, location.VehicleStatus));
                break;
            case VehicleStatusChanged { VehicleId: { } vehicle, Removed: true }:
                Remove(vehicle);
                break;
            case VehicleStatusChanged { VehicleId: { } vehicle } changed:
                Put(vehicle, new VehicleEntry(WithStatus(vehicle, changed.Status), changed.Status));
                break;
            case TripChanged { TripId: { } trip, Revision: 0 } step when !IsFence(step.Kind): // a revised trip has ended
                Step(trip, step);
                break;
            case DriverPerformanceMeasured measured:
                _drivers[measured.Driver.DriverId] = measured;
                break;
            case ComplianceWarned { DriverId: { } driver } warned:
                _compliance[driver] = warned;
                break;
            case CustomEventRaised custom:
                Keep(custom);
                break;
            case AlertChanged alert:
                Keep(alert);
                break;
            case SafetyDetected detected:
                Keep(detected);
                break;
            case TrafficEvent traffic:
                _traffic.Apply(traffic);
                break;
            case EventSuperseded { Superseded: SafetyDetected gone }:
                Drop(gone.EventId);
                break;
        }
    }

    /// <summary>What still stands though it was told long ago; sums and counts do not have it.</summary>
    public void Remember(FleetEvent happened)
    {
        if (happened is AlertChanged alert)
        {
            Keep(alert);
        }
    }

    public DateTimeOffset? NewestLocation(string vehicleId) => _vehicles.GetValueOrDefault(vehicleId).Location?.Timestamp;

    public ShardSnapshot Snapshot(SnapshotRequest request, ShardPosition head)
    {
        var wanted = request.VehicleIds.IsDefaultOrEmpty ? null : request.VehicleIds.ToHashSet(StringComparer.Ordinal);
        return new ShardSnapshot
        {
            Head = head,
            Vehicles = request.Vehicles ? Locations(wanted) : [],
            Safety = request.Safety ? [.. _safety.Where(e => Wanted(wanted, e.VehicleId))] : [],
            Trips = request.Trips ? [.. _trips.Values.Where(e => Wanted(wanted, e.VehicleId))] : [],
            Drivers = request.Drivers ? [.. _drivers.Values.Where(e => Wanted(wanted, e.VehicleId ?? e.Driver.VehicleId))] : [],
            CustomEvents = request.CustomEvents ? [.. _custom.Where(e => Wanted(wanted, e.VehicleId))] : [],
            Compliance = request.Compliance ? [.. _compliance.Values.Where(e => Wanted(wanted, e.VehicleId))] : [],
            Alerts = request.Alerts ? [.. _alerts.Values.Where(e => Wanted(wanted, e.VehicleId)).OrderBy(e => e.RaisedAt)] : [],
            Traffic = _traffic.Snapshot(request.Traffic),
        };
    }

    /// <summary>Speeds of vehicles on a trip under way inside a box, none older than that.</summary>
    public ImmutableArray<SpeedSample> Speeds(GeoBounds bounds, DateTimeOffset since) =>
    [
        .. _vehicles.Values.Select(v => v.Location)
            .Where(l => l is { TripStatus: TripStatus.Active } && l.Timestamp >= since && bounds.Contains(l.Position.Latitude, l.Position.Longitude))
            .Select(l => new SpeedSample(l!.Position.Place(), l.SpeedKmh)),
    ];

    public FleetTally Tally(DateTimeOffset now) => new()
    {
        TotalVehicles = _vehicles.Count,
        ActiveTrips = _activeTrips,
        IdleVehicles = _idle,
        OfflineVehicles = _offline,
        MaintenanceDue = _maintenanceDue,
        SafetyAlerts = _minutes.At(now, 60).Alerts,
    };

    /// <param name="whole">Whether the ledger was told everything since the line began.</param>
    public FleetMetrics Metrics(DateTimeOffset now, bool whole)
    {
        var active = new int[FleetMetrics.WindowMinutes.Length];
        var (moving, speeds) = (0, 0.0);
        foreach (var entry in _vehicles.Values)
        {
            if (entry.Location is not { } location)
            {
                continue;
            }

            for (var i = 0; i < active.Length; i++)
            {
                active[i] += location.Timestamp > now.AddMinutes(-FleetMetrics.WindowMinutes[i]) ? 1 : 0;
            }

            var moves = location.Timestamp > now.AddMinutes(-FleetMetrics.WindowMinutes[0]) && location.SpeedKmh >= ActivityLedger.DrivingKmh;
            moving += moves ? 1 : 0;
            speeds += moves ? location.SpeedKmh : 0;
        }

        return new FleetMetrics
        {
            TotalVehicles = _vehicles.Count,
            MovingVehicles = moving,
            MovingSpeedKmh = speeds,
            ScoredDrivers = _drivers.Count,
            SafetyScores = _drivers.Values.Sum(d => d.Driver.SafetyScore),
            Today = _days.At(now, 1),
            Windows = [.. FleetMetrics.WindowMinutes.Select((minutes, i) => new FleetWindow(minutes, _minutes.At(now, minutes), active[i]))],
            Recent = [.. _safety.OrderBy(e => e.Timestamp).TakeLast(FleetMetrics.TrendEvents).Select(e => new RiskAt(e.Timestamp, e.Risk.RiskScore))],
            Since = whole ? null : _first ?? now,
        };
    }

    private static bool IsFence(TripEventKind kind) => kind is TripEventKind.GeofenceEntry or TripEventKind.GeofenceExit or TripEventKind.GeofenceDwell;

    private static bool Wanted(HashSet<string>? wanted, string? vehicle) =>
        wanted is null || (vehicle is not null && wanted.Contains(vehicle));

    private ImmutableArray<LocationUpdated> Locations(HashSet<string>? wanted)
    {
        if (wanted is null)
        {
            return [.. _vehicles.Values.Where(v => v.Location is not null).Select(v => v.Location!)];
        }

        var found = ImmutableArray.CreateBuilder<LocationUpdated>(wanted.Count);
        foreach (var vehicle in wanted)
        {
            if (_vehicles.TryGetValue(vehicle, out var entry) && entry.Location is { } location)
            {
                found.Add(location);
            }
        }

        return found.DrainToImmutable();
    }

    /// <summary>The last known location under a new status. A silent vehicle is no longer known to be inside any fence.</summary>
    private LocationUpdated? WithStatus(string vehicle, VehicleStatus status)
    {
        var location = _vehicles.GetValueOrDefault(vehicle).Location;
        return location is null ? null
            : status == VehicleStatus.Offline ? location with { VehicleStatus = status, Geofences = [] }
            : location with { VehicleStatus = status };
    }

    private void Measure(LocationUpdated? before, LocationUpdated location)
    {
        var seconds = before is null ? 0 : (location.Timestamp - before.Timestamp).TotalSeconds;
        var observed = seconds is > 0 and <= ActivityLedger.MaxGapSeconds ? seconds : 0;
        Sum(location.Timestamp, new FleetSums
        {
            Meters = location.DistanceSinceLastMeters,
            Seconds = observed,
            StandingSeconds = location.SpeedKmh < ActivityLedger.DrivingKmh ? observed : 0,
            SpeedSeconds = observed > 0 ? (before!.SpeedKmh + location.SpeedKmh) / 2 * observed : 0,
        });
    }

    private void Sum(DateTimeOffset at, FleetSums sums)
    {
        _minutes.Add(at, sums);
        _days.Add(at, sums);
    }

    private void Put(string vehicle, VehicleEntry entry)
    {
        if (_vehicles.TryGetValue(vehicle, out var before))
        {
            Count(before, -1);
        }

        Count(entry, 1);
        _vehicles[vehicle] = entry;
    }

    private void Remove(string vehicle)
    {
        if (_vehicles.Remove(vehicle, out var entry))
        {
            Count(entry, -1);
        }

        foreach (var (id, _) in _trips.Where(t => t.Value.VehicleId == vehicle).ToList())
        {
            Forget(id);
        }
    }

    private void Count(VehicleEntry entry, int by)
    {
        _idle += entry.Status == VehicleStatus.Idle ? by : 0;
        _offline += entry.Status == VehicleStatus.Offline ? by : 0;
        _maintenanceDue += entry.Location is { MaintenanceDue: true } ? by : 0;
    }

    private void Step(string trip, TripChanged step)
    {
        Forget(trip);
        if (step.Kind is TripEventKind.Completed or TripEventKind.Cancelled)
        {
            return;
        }

        _trips[trip] = step;
        _activeTrips += IsActive(step) ? 1 : 0;
    }

    private void Forget(string trip)
    {
        if (_trips.Remove(trip, out var before) && IsActive(before))
        {
            _activeTrips--;
        }
    }

    private static bool IsActive(TripChanged step) =>
        step.Status is { } status ? status == TripStatus.Active : step.Kind != TripEventKind.Paused;

    private void Keep(SafetyDetected detected)
    {
        if (detected.Revision == 0)
        {
            Sum(detected.Timestamp, new FleetSums
            {
                SafetyEvents = 1,
                Alerts = detected.Severity is Severity.High or Severity.Critical ? 1 : 0,
                CriticalEvents = detected.Severity is Severity.Critical ? 1 : 0,
            });
        }

        _safety.Enqueue(detected);
        while (_safety.Count > recentSafety)
        {
            _safety.Dequeue();
        }
    }

    /// <summary>What became of a pending event takes its place.</summary>
    private void Keep(CustomEventRaised custom)
    {
        if (custom.PendingEventId is { } pending)
            _custom.RemoveAll(e => e.EventId == pending);

        _custom.Add(custom);
        if (_custom.Count > recentSafety)
            _custom.RemoveAt(0);
    }

    /// <summary>Bound: <see cref="MaxOpenAlerts"/>; the one raised longest ago leaves first.</summary>
    private void Keep(AlertChanged alert)
    {
        if (alert.Status == AlertStatus.Resolved)
        {
            _alerts.Remove(alert.AlertId);
            return;
        }

        _alerts[alert.AlertId] = alert;
        if (_alerts.Count > MaxOpenAlerts)
        {
            _alerts.Remove(_alerts.Values.MinBy(a => a.RaisedAt)!.AlertId);
        }
    }

    private void Drop(string eventId)
    {
        for (var left = _safety.Count; left > 0; left--)
        {
            var kept = _safety.Dequeue();
            if (kept.EventId != eventId)
            {
                _safety.Enqueue(kept);
            }
        }
    }

    private readonly record struct VehicleEntry(LocationUpdated? Location, VehicleStatus Status);
}
