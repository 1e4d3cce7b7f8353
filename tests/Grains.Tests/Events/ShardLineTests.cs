using Fleet.Safety;
using Fleet.Trips;
using Fleet.Vehicles;

namespace Fleet.Events;

public sealed class ShardLineTests
{
    private static readonly DateTimeOffset Start = new(2024, 4, 13, 10, 30, 0, TimeSpan.Zero);

    private readonly ShardLine _line = new(3, "epoch", new ShardOptions { RingSize = 16, RecentSafetyEvents = 2 });
    private int _made;

    [Fact]
    public void Numbers_count_from_one()
    {
        Assert.Equal(new ShardPosition(3, "epoch", 0), _line.Head);

        Assert.Equal(2, _line.Append([Location("a"), Location("b")]));

        var read = _line.Read(_line.Head with { N = 0 }, 10);
        Assert.True(read.Complete);
        Assert.Equal(["a", "b"], read.Events.Select(e => e.VehicleId));
        Assert.Equal(2, read.Head.N);
    }

    [Theory]
    [InlineData(3, "other", 0)]
    [InlineData(2, "epoch", 0)]
    [InlineData(3, "epoch", 2)]
    [InlineData(3, "epoch", -1)]
    public void Read_from_a_place_that_is_none_of_the_line_is_incomplete_and_empty(int shard, string epoch, long n)
    {
        _line.Append([Location("a")]);

        var read = _line.Read(new ShardPosition(shard, epoch, n), 10);

        Assert.False(read.Complete);
        Assert.Empty(read.Events);
        Assert.Equal(1, read.Head.N);
    }

    [Fact]
    public void Snapshot_has_the_newest_of_each_as_of_its_head()
    {
        _line.Append([Location("a"), Location("b"), Location("a", speed: 7)]);

        var snapshot = _line.Snapshot(new SnapshotRequest { Vehicles = true });

        Assert.Equal(3, snapshot.Head.N);
        Assert.Equal([("a", 7.0), ("b", 0.0)], snapshot.Vehicles.OrderBy(v => v.VehicleId).Select(v => (v.VehicleId!, v.SpeedKmh)));
        Assert.Equal("b", Assert.Single(_line.Snapshot(new SnapshotRequest { Vehicles = true, VehicleIds = ["b", "unknown"] }).Vehicles).VehicleId);
        Assert.Empty(_line.Snapshot(new SnapshotRequest()).Vehicles);
    }

    [Fact]
    public void Silent_vehicle_is_offline_and_inside_no_fence()
    {
        _line.Append([Location("a") with { Geofences = [new GeofencePresence { GeofenceId = "g", Name = "g", Since = Start }] }]);

        _line.Append([Status("a", VehicleStatus.Offline)]);

        var location = Assert.Single(_line.Snapshot(new SnapshotRequest { Vehicles = true }).Vehicles);
        Assert.Equal(VehicleStatus.Offline, location.VehicleStatus);
        Assert.Empty(location.Geofences);
        Assert.Equal((1, 1, 0), Counts());
    }

    [Fact]
    public void Removed_vehicle_leaves_with_its_trips()
    {
        _line.Append([Location("a"), Trip("a", "t", TripEventKind.Started, TripStatus.Active)]);

        _line.Append([Status("a", VehicleStatus.Unknown, removed: true)]);

        Assert.Equal(new FleetTally(), _line.Tally(Start));
        Assert.Empty(_line.Snapshot(new SnapshotRequest { Trips = true }).Trips);
    }

    [Fact]
    public void Vehicle_that_was_never_heard_of_counts_and_has_no_location()
    {
        _line.Append([Status("a", VehicleStatus.Unknown)]);

        Assert.Equal((1, 0, 0), Counts());
        Assert.Empty(_line.Snapshot(new SnapshotRequest { Vehicles = true }).Vehicles);
    }

    [Fact]
    public void Sums_follow_every_change()
    {
        _line.Append([
            Location("a", VehicleStatus.Idle), Location("b") with { MaintenanceDue = true },
            Trip("b", "t", TripEventKind.Started, TripStatus.Active), Trip("c", "u", TripEventKind.Started, TripStatus.Active)]);
        Assert.Equal(new FleetTally { TotalVehicles = 2, IdleVehicles = 1, MaintenanceDue = 1, ActiveTrips = 2 }, _line.Tally(Start));

        _line.Append([Location("a"), Location("b"), Trip("b", "t", TripEventKind.Paused, TripStatus.Paused), Trip("c", "u", TripEventKind.Completed, TripStatus.Completed)]);

        Assert.Equal(new FleetTally { TotalVehicles = 2 }, _line.Tally(Start));
        Assert.Equal(TripEventKind.Paused, Assert.Single(_line.Snapshot(new SnapshotRequest { Trips = true }).Trips).Kind);
    }

    [Fact]
    public void Fence_crossed_is_no_step_of_the_trip()
    {
        _line.Append([Trip("a", "t", TripEventKind.Started, TripStatus.Active), Trip("a", "t", TripEventKind.GeofenceEntry, null)]);

        Assert.Equal(TripEventKind.Started, Assert.Single(_line.Snapshot(new SnapshotRequest { Trips = true }).Trips).Kind);
    }

    [Fact]
    public void Alerts_are_those_of_the_last_hour_that_are_severe()
    {
        _line.Append([Safety(Severity.High, 0), Safety(Severity.Critical, 30), Safety(Severity.Medium, 30)]);

        Assert.Equal(2, _line.Tally(Start.AddMinutes(30)).SafetyAlerts);
        Assert.Equal(2, _line.Tally(Start.AddMinutes(59)).SafetyAlerts);
        Assert.Equal(1, _line.Tally(Start.AddMinutes(60)).SafetyAlerts);
        Assert.Equal(0, _line.Tally(Start.AddMinutes(90)).SafetyAlerts);
        Assert.Equal(0, _line.Tally(Start.AddMinutes(-1)).SafetyAlerts);
    }

    [Fact]
    public void Windows_sum_up_what_happened_within_them_and_the_day()
    {
        _line.Append([At("a", 0, 36, 0), At("a", 30, 72, 450), At("a", 31 * 60, 72, 30_000), At("b", 58 * 60, 0, 0), At("b", (58 * 60) + 30, 2, 5)]);
        _line.Append([Safety(Severity.Critical, 50), Safety(Severity.Low, 57)]);

        var metrics = _line.Metrics(Start.AddMinutes(59));

        Assert.Equal([(5, 5.0, 30.0, 30.0, 1, 1), (15, 5.0, 30.0, 30.0, 2, 1), (60, 30_455.0, 60.0, 30.0, 2, 2)], metrics.Windows.Select(w =>
            (w.Minutes, w.Sums.Meters, w.Sums.Seconds, w.Sums.StandingSeconds, w.Sums.SafetyEvents, w.ActiveVehicles)));
        Assert.Equal((54.0 * 30) + (1.0 * 30), metrics.Windows[2].Sums.SpeedSeconds); // from 36 to 72 km/h in 30 s; over 30 min nothing was observed
        Assert.Equal((30_455.0, 2, 1), (metrics.Today.Meters, metrics.Today.SafetyEvents, metrics.Today.CriticalEvents));
        Assert.Equal((2, 0), (metrics.TotalVehicles, metrics.MovingVehicles));
        Assert.Null(metrics.Since);
    }

    [Fact]
    public void Next_day_begins_at_nothing_and_a_clock_ahead_takes_nothing_from_today()
    {
        _line.Append([At("a", 0, 36, 100), At("a", 86_400, 36, 7)]);

        Assert.Equal(100, _line.Metrics(Start).Today.Meters);
        Assert.Equal(7, _line.Metrics(Start.AddDays(1)).Today.Meters);
        Assert.Equal(0, _line.Metrics(Start.AddDays(2)).Today.Meters);
    }

    [Fact]
    public void Line_restored_without_its_beginning_says_from_when_its_sums_are_whole()
    {
        var line = new ShardLine(3, "e", new ShardOptions { RingSize = 8 }, from: 5);
        line.Recall([], [At("a", 60, 36, 100)]);

        Assert.Equal(Start.AddSeconds(60), line.Metrics(Start.AddSeconds(90)).Since);
    }

    [Fact]
    public void Metrics_of_shards_add_up_and_are_whole_where_all_are()
    {
        var one = new FleetMetrics { TotalVehicles = 2, Today = new FleetSums { Meters = 1 }, Recent = [new RiskAt(Start, 0.1), new RiskAt(Start.AddSeconds(2), 0.3)], Since = Start };
        var other = new FleetMetrics { TotalVehicles = 3, Today = new FleetSums { Meters = 2 }, Recent = [new RiskAt(Start.AddSeconds(1), 0.2)], Since = Start.AddSeconds(5) };

        var sum = FleetMetrics.Add(one, other);

        Assert.Equal((5, 3.0, (DateTimeOffset?)Start.AddSeconds(5)), (sum.TotalVehicles, sum.Today.Meters, sum.Since));
        Assert.Equal([0.1, 0.2, 0.3], sum.Recent.Select(r => r.Score));
        Assert.Equal(Start, FleetMetrics.Add(one, new FleetMetrics()).Since);
        Assert.Equal(Start, FleetMetrics.Add(new FleetMetrics(), one).Since);
    }

    [Fact]
    public void Recent_safety_events_are_bounded_and_oldest_first()
    {
        _line.Append([Safety(Severity.Low, 1), Safety(Severity.Low, 2), Safety(Severity.Low, 3)]);

        Assert.Equal([2, 3], _line.Snapshot(new SnapshotRequest { Safety = true }).Safety.Select(e => (int)(e.Timestamp - Start).TotalMinutes));
    }

    [Fact]
    public void Epochs_are_never_the_same() => Assert.NotEqual(ShardLine.NewEpoch(), ShardLine.NewEpoch());

    private (int Total, int Offline, int Idle) Counts()
    {
        var tally = _line.Tally(Start);
        return (tally.TotalVehicles, tally.OfflineVehicles, tally.IdleVehicles);
    }

    private LocationUpdated At(string vehicle, int second, double speed, double meters)
    {
        var location = Location(vehicle, speed: speed);
        return location with
        {
            EventId = $"{vehicle}:{second}",
            Timestamp = Start.AddSeconds(second),
            DistanceSinceLastMeters = meters,
        };
    }

    private LocationUpdated Location(string vehicle, VehicleStatus status = VehicleStatus.Active, double speed = 0) => new()
    {
        EventId = $"e{++_made}",
        OrganizationId = "org",
        Timestamp = Start,
        VehicleId = vehicle,
        VehicleStatus = status,
        SpeedKmh = speed,
        Position = new Position { Timestamp = Start, Latitude = 0, Longitude = 0, ReceivedAt = Start },
    };

    private VehicleStatusChanged Status(string vehicle, VehicleStatus status, bool removed = false) => new()
    {
        EventId = $"e{++_made}",
        OrganizationId = "org",
        Timestamp = Start,
        VehicleId = vehicle,
        Status = status,
        Removed = removed,
    };

    private TripChanged Trip(string vehicle, string trip, TripEventKind kind, TripStatus? status) => new()
    {
        EventId = $"e{++_made}",
        OrganizationId = "org",
        Timestamp = Start,
        VehicleId = vehicle,
        TripId = trip,
        Kind = kind,
        Status = status,
    };

    private SafetyDetected Safety(Severity severity, int minutes) => new()
    {
        EventId = $"e{++_made}",
        OrganizationId = "org",
        Timestamp = Start.AddMinutes(minutes),
        VehicleId = "a",
        Type = "harsh_braking",
        Severity = severity,
        Risk = new RiskAssessment { RiskScore = 0, SeverityScore = 0, CrashProbability = 0 },
    };
}
