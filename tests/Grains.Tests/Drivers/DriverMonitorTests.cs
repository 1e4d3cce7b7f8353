using Fleet.Safety;
using Fleet.Vehicles;

namespace Fleet.Drivers;

public class DriverMonitorTests
{
    private readonly DriverState _state = new();

    [Fact]
    public void New_driver_scores_100() => Assert.Equal(100, Snapshot().SafetyScore);

    [Fact]
    public void Score_is_events_per_100_km_by_severity()
    {
        Record(1, km: 150);
        Record(2, incidents: [new("harsh_braking", Severity.High), new("harsh_cornering", Severity.Low)]);
        Assert.Equal(100 - (5 / 200.0 * 100), Snapshot().SafetyScore, 2);
    }

    [Fact]
    public void Score_loses_the_share_of_time_speeding_but_not_its_events_too()
    {
        Record(1, driving: 3600, speeding: 720, incidents: [new("speeding", Severity.Critical)]);
        Assert.Equal(90, Snapshot().SafetyScore, 6);
        Assert.Equal(1, Snapshot().SessionEvents["speeding"]);
    }

    [Fact]
    public void Score_never_leaves_0_to_100()
    {
        Record(1, driving: 1e9, speeding: 1e9, incidents: [.. Enumerable.Repeat(new DriverIncident("harsh_braking", Severity.Critical), 100)]);
        Assert.Equal(0, Snapshot().SafetyScore);
    }

    [Fact]
    public void Score_recovers_by_driving()
    {
        Record(1, incidents: [new("harsh_braking", Severity.Critical)]);
        var before = Snapshot().SafetyScore;
        Record(2, km: 500);
        Assert.Equal(100 - (4 / 550.0 * 100), Snapshot().SafetyScore, 2);
        Assert.True(Snapshot().SafetyScore > before);
    }

    [Fact]
    public void Events_that_are_no_fault_of_driving_cost_nothing()
    {
        Record(1, incidents: [new("low_fuel", Severity.Critical), new("panic_button", Severity.Critical)]);
        Assert.Equal(100, Snapshot().SafetyScore);
        Assert.Equal(2, Snapshot().SessionEvents.Count);
    }

    [Fact]
    public void Improvement_areas_come_costliest_first()
    {
        Record(1, incidents: [new("harsh_braking", Severity.Low), new("phone_usage", Severity.High)]);
        Assert.Equal(["phone_distraction", "smooth_braking"], Snapshot().ImprovementAreas.ToArray());
    }

    [Fact]
    public void Same_activity_again_adds_nothing()
    {
        Assert.True(Record(1, km: 10, driving: 10));
        Assert.False(Record(1, km: 10, driving: 10));
        Assert.False(Record(0.5, km: 10, driving: 10));
        Assert.Equal(10, Snapshot().DistanceKm);
    }

    [Fact]
    public void Device_event_counts_once_by_its_id_even_if_it_is_older()
    {
        Record(100, km: 50);
        Assert.True(Record(5, eventId: "e1", incidents: [new("phone_usage", Severity.Medium)]));
        Assert.False(Record(5, eventId: "e1", incidents: [new("phone_usage", Severity.Medium)]));
        Assert.Equal(98, Snapshot().SafetyScore, 2);
    }

    [Fact]
    public void Measure_is_due_every_minute_of_driving_on_incidents_and_at_the_end()
    {
        Assert.True(Record(0, driving: 1));
        Assert.False(Record(59, driving: 1));
        Assert.True(Record(60, driving: 1));
        Assert.False(Record(200));
        Assert.True(Record(201, incidents: [new("harsh_braking", Severity.Low)]));
        Assert.True(Record(202, ended: true));
        Assert.False(Record(202, ended: true));
    }

    [Fact]
    public void End_of_the_trip_closes_the_session_even_if_nothing_newer_was_seen()
    {
        Record(100, driving: 5);
        Assert.True(Record(50, ended: true));
        Assert.Null(Snapshot().TripId);
        Assert.False(Record(50, ended: true));
    }

    [Fact]
    public void New_trip_is_a_new_session()
    {
        Record(1, incidents: [new("harsh_braking", Severity.High)]);
        Record(2, trip: "t2", idle: 30, driving: 90);
        var snapshot = Snapshot();
        Assert.Empty(snapshot.SessionEvents);
        Assert.Equal(0, snapshot.ScoreChange);
        Assert.Equal(25, snapshot.IdleTimePercent);
    }

    private DriverSnapshot Snapshot() => DriverMonitor.Snapshot("acme", "d1", _state);

    private bool Record(
        double second,
        double km = 0,
        double driving = 0,
        double speeding = 0,
        double idle = 0,
        string trip = "t1",
        bool ended = false,
        string? eventId = null,
        DriverIncident[]? incidents = null) => DriverMonitor.Record(_state, new DriverActivity
        {
            VehicleId = "v1",
            TripId = trip,
            Until = Positions.Start.AddSeconds(second),
            DistanceKm = km,
            DrivingSeconds = driving,
            SpeedingSeconds = speeding,
            IdleSeconds = idle,
            TripEnded = ended,
            EventId = ended ? "trip_end:" + trip : eventId,
            Incidents = [.. incidents ?? []],
        });
}
