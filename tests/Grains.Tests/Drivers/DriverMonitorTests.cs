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
        Record(2, incidents: [Incident("harsh_braking", Severity.High), Incident("harsh_cornering", Severity.Low)]);
        Assert.Equal(100 - (5 / 200.0 * 100), Snapshot().SafetyScore, 2);
    }

    [Fact]
    public void Score_loses_the_share_of_time_speeding_but_not_its_events_too()
    {
        Record(1, driving: 3600, speeding: 720, incidents: [Incident("speeding", Severity.Critical)]);
        Assert.Equal(90, Snapshot().SafetyScore, 6);
        Assert.Equal(1, Snapshot().SessionEvents["speeding"]);
    }

    [Fact]
    public void Score_never_leaves_0_to_100()
    {
        Record(1, driving: 1e9, speeding: 1e9, incidents: [.. Enumerable.Range(0, 100).Select(i => Incident("harsh_braking", Severity.Critical, i * 61))]);
        Assert.Equal(0, Snapshot().SafetyScore);
    }

    [Fact]
    public void Score_recovers_by_driving()
    {
        Record(1, incidents: [Incident("harsh_braking", Severity.Critical)]);
        var before = Snapshot().SafetyScore;
        Record(2, km: 500);
        Assert.Equal(100 - (4 / 550.0 * 100), Snapshot().SafetyScore, 2);
        Assert.True(Snapshot().SafetyScore > before);
    }

    [Fact]
    public void Events_that_are_no_fault_of_driving_cost_nothing()
    {
        Record(1, incidents: [Incident("low_fuel", Severity.Critical), Incident("panic_button", Severity.Critical)]);
        Assert.Equal(100, Snapshot().SafetyScore);
        Assert.Equal(2, Snapshot().SessionEvents.Count);
    }

    [Fact]
    public void Improvement_areas_come_costliest_first()
    {
        Record(1, incidents: [Incident("harsh_braking", Severity.Low), Incident("phone_usage", Severity.High)]);
        Assert.Equal(["phone_distraction", "smooth_braking"], Snapshot().ImprovementAreas.ToArray());
    }

    [Fact]
    public void Same_activity_again_adds_nothing()
    {
        Assert.True(Record(1, km: 10, driving: 10, measure: true));
        Assert.False(Record(1, km: 10, driving: 10, measure: true));
        Assert.False(Record(0.5, km: 10, driving: 10, measure: true));
        Assert.Equal(10, Snapshot().DistanceKm);
    }

    [Fact]
    public void Device_event_counts_once_by_its_id_even_if_it_is_older()
    {
        Record(100, km: 50);
        Assert.True(Record(5, eventId: "e1", incidents: [Incident("phone_usage", Severity.Medium)]));
        Assert.False(Record(5, eventId: "e1", incidents: [Incident("phone_usage", Severity.Medium)]));
        Assert.Equal(98, Snapshot().SafetyScore, 2);
    }

    [Fact]
    public void Measure_is_due_where_the_vehicle_says_so_on_incidents_and_at_the_end()
    {
        Assert.True(Record(0, driving: 1, measure: true));
        Assert.False(Record(59, driving: 1));
        Assert.True(Record(60, driving: 1, measure: true));
        Assert.False(Record(60, driving: 1, measure: true));
        Assert.True(Record(201, incidents: [Incident("harsh_braking", Severity.Low)]));
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
        Record(1, incidents: [Incident("harsh_braking", Severity.High)]);
        Record(2, trip: "t2", idle: 30, driving: 90);
        var snapshot = Snapshot();
        Assert.Empty(snapshot.SessionEvents);
        Assert.Equal(0, snapshot.ScoreChange);
        Assert.Equal(25, snapshot.IdleTimePercent);
    }

    [Fact]
    public void Repetition_within_a_minute_counts_once_and_a_worse_one_makes_up_the_difference()
    {
        Record(1, incidents: [Incident("harsh_braking", Severity.Low, 0)]);
        Record(2, incidents: [Incident("harsh_braking", Severity.Low, 30), Incident("harsh_cornering", Severity.Low, 30)]);
        Assert.Equal((1, 1), (Snapshot().SessionEvents["harsh_braking"], Snapshot().SessionEvents["harsh_cornering"]));
        Assert.Equal(100 - (2 / 50.0 * 100), Snapshot().SafetyScore, 6);

        Record(3, incidents: [Incident("harsh_braking", Severity.High, 60)]);
        Assert.Equal(1, Snapshot().SessionEvents["harsh_braking"]);
        Assert.Equal(100 - (5 / 50.0 * 100), Snapshot().SafetyScore, 6);

        Assert.True(Record(4, incidents: [Incident("harsh_braking", Severity.Low, 61)])); // told all the same
        Assert.Equal(2, Snapshot().SessionEvents["harsh_braking"]);
        Assert.Equal(100 - (6 / 50.0 * 100), Snapshot().SafetyScore, 6);
    }

    [Fact]
    public void Button_pressed_again_and_again_counts_once_a_minute_by_the_events_own_time()
    {
        for (var i = 0; i < 10; i++)
            Record(1, eventId: "e" + i, incidents: [Incident("phone_usage", Severity.Medium, i * 10)]);

        Assert.Equal(2, Snapshot().SessionEvents["phone_usage"]); // at 0 s and at 70 s
    }

    private static DriverIncident Incident(string type, Severity severity, double second = 0) =>
        new(type, severity, Positions.Start.AddSeconds(second));

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
        bool measure = false,
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
            Measure = measure,
            EventId = ended ? "trip_end:" + trip : eventId,
            Incidents = [.. incidents ?? []],
        });
}
