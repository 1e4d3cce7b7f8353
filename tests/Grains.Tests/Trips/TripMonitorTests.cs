using System.Collections.Immutable;
using Fleet.Events;

namespace Fleet.Trips;

public class TripMonitorTests
{
    private static readonly TripMonitor Monitor = new(new TripIdentity("acme", "t1"), new TripOptions());
    private readonly TripState _state = new();

    [Fact]
    public void Start_is_told_once_more_when_it_is_asked_for_once_more()
    {
        var first = Begin();
        var again = Begin(at: 99);
        Assert.Equal(TripStatus.Active, again.Status);
        Assert.Equal(first.Events[0].EventId, Assert.Single(again.Events).EventId);
        Assert.Equal(TripPoints.At(0), _state.StartedAt);
    }

    [Fact]
    public void Stop_of_five_minutes_pauses_back_dated_to_the_stop()
    {
        Begin();
        var events = Advance([.. TripPoints.Drive(0, 100), .. TripPoints.Stand(101, 402)]);
        var paused = Assert.Single(events);
        Assert.Equal(TripEventKind.Paused, paused.Kind);
        Assert.Equal(TripPoints.At(101), paused.Timestamp);
        Assert.Equal(TripStatus.Paused, _state.Status);
        Assert.Equal(TripPoints.At(101), _state.Pauses[0].From);
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(401, true)]
    public void Pause_comes_true_at_exactly_five_minutes(int until, bool paused)
    {
        Begin();
        Advance([.. TripPoints.Drive(0, 100), .. TripPoints.Stand(101, until)]);
        Assert.Equal(paused, _state.Status == TripStatus.Paused);
    }

    [Fact]
    public void Movement_resumes_and_the_pause_does_not_count_as_moving()
    {
        Begin();
        var events = Advance([.. TripPoints.Drive(0, 100), .. TripPoints.Stand(101, 700), .. TripPoints.Drive(701, 800)]);
        Assert.Equal([TripEventKind.Paused, TripEventKind.Resumed], events.Select(e => e.Kind));
        Assert.Equal(601, events[1].Details["pause_seconds"]);
        Assert.Equal(800 - 601, TripFigures.MovingSeconds(_state));
    }

    [Fact]
    public void Noisy_speeds_of_a_standing_receiver_do_not_break_a_stop()
    {
        Begin();
        var noise = TripPoints.Stand(101, 500).Select((p, i) => i % 40 == 7 ? p with { SpeedKmh = 11, MovedMeters = 1 } : p);
        Assert.Equal(TripEventKind.Paused, Assert.Single(Advance([.. TripPoints.Drive(0, 100), .. noise])).Kind);
    }

    [Fact]
    public void Creeping_traffic_is_no_stop()
    {
        Begin();
        var creep = TripPoints.Stand(101, 1200).Select(p => p with { SpeedKmh = 2, MovedMeters = 2 / 3.6 });
        Assert.Empty(Advance([.. TripPoints.Drive(0, 100), .. creep]));
        Assert.Equal(TripStatus.Active, _state.Status);
    }

    [Fact]
    public void Stop_of_thirty_minutes_completes_back_dated_and_leaves_the_rest()
    {
        Begin();
        var points = ImmutableArray.CreateRange<TripPoint>(
            [.. TripPoints.Drive(0, 100), .. TripPoints.Stand(101, 1900), .. TripPoints.Drive(1901, 2000)]);
        var advance = Monitor.Advance(_state, points);
        Assert.Equal(TripStatus.Completed, advance.Status);
        Assert.Equal(1901, advance.Consumed);
        Assert.Equal([TripEventKind.Paused, TripEventKind.Completed], advance.Events.Select(e => e.Kind));
        Assert.Equal(TripPoints.At(101), _state.EndedAt);
        Assert.Equal("stopped", _state.EndReason);
        Assert.Equal(0, Monitor.Advance(_state, points[advance.Consumed..]).Consumed);
    }

    [Fact]
    public void Silence_of_thirty_minutes_completes_at_the_last_word()
    {
        Begin();
        Advance(TripPoints.Drive(0, 100));
        var advance = Monitor.Advance(_state, [.. TripPoints.Drive(1900, 1950)]);
        Assert.Equal((TripStatus.Completed, 0), (advance.Status, advance.Consumed));
        Assert.Equal((TripPoints.At(100), "silent"), (_state.EndedAt!.Value, _state.EndReason));
    }

    [Fact]
    public void Silence_shorter_than_thirty_minutes_of_a_moving_vehicle_is_no_stop()
    {
        Begin();
        Assert.Empty(Advance([.. TripPoints.Drive(0, 100), .. TripPoints.Drive(1899, 1950)]));
    }

    [Fact]
    public void Timer_makes_the_same_events_as_the_point_that_shows_it()
    {
        Begin();
        Advance([.. TripPoints.Drive(0, 100), .. TripPoints.Stand(101, 130)]);
        var other = Copy();
        var byData = Monitor.Advance(_state, [.. TripPoints.Drive(4000, 4000)]).Events;

        var byTimer = new List<TripChanged>();
        while (Monitor.NextDeadline(other) is { } deadline)
        {
            byTimer.AddRange(Monitor.Expire(other, deadline.Due));
        }

        Assert.Equal(2, byTimer.Count);
        Assert.Equal(byData.Select(TripPoints.Told), byTimer.Select(TripPoints.Told));
        Assert.Equal(_state.EndedAt, other.EndedAt);
    }

    [Fact]
    public void Deadline_counts_from_receipt_not_from_event_time()
    {
        Begin();
        Advance([.. TripPoints.Drive(0, 100), .. TripPoints.Stand(101, 130)]);
        var deadline = Monitor.NextDeadline(_state)!.Value;
        Assert.Equal((TripPoints.At(401), TimeSpan.FromSeconds(271)), (deadline.Due, deadline.Delay));
    }

    [Fact]
    public void Timer_that_fires_early_does_nothing()
    {
        Begin();
        Advance(TripPoints.Drive(0, 100));
        Assert.Empty(Monitor.Expire(_state, TripPoints.At(1899)));
        Assert.Equal(TripStatus.Active, _state.Status);
    }

    [Fact]
    public void Points_taken_before_are_consumed_without_effect()
    {
        Begin();
        Advance(TripPoints.Drive(0, 100));
        var meters = _state.DistanceMeters;
        Assert.Equal(101, Monitor.Advance(_state, [.. TripPoints.Drive(0, 100)]).Consumed);
        Assert.Equal(meters, _state.DistanceMeters);
    }

    [Fact]
    public void Distance_starts_at_the_first_point()
    {
        Begin();
        Advance(TripPoints.Drive(0, 100));
        Assert.Equal(1000, _state.DistanceMeters, 6);
    }

    [Fact]
    public void Waypoints_between_two_sparse_points_are_reached_in_order_at_even_speed()
    {
        Monitor.End(new TripState(), new TripEnd { At = TripPoints.At(0), Cancelled = false });
        _state.Plan = new TripPlan { VehicleId = "v1", Waypoints = [Waypoint(300), Waypoint(600), Waypoint(5000)] };
        Begin();
        var events = Advance([TripPoints.Point(0, 0), TripPoints.Point(100, 1000)]);
        Assert.Equal([0, 1], events.Select(e => e.WaypointIndex!.Value));
        Assert.Equal([25.0, 55.0], events.Select(e => Math.Round((e.Timestamp - TripPoints.At(0)).TotalSeconds, 1)));
    }

    [Fact]
    public void Waypoint_out_of_order_waits_for_its_turn()
    {
        _state.Plan = new TripPlan { VehicleId = "v1", Waypoints = [Waypoint(5000), Waypoint(500)] };
        Begin();
        Assert.Empty(Advance(TripPoints.Drive(0, 100)));
    }

    [Fact]
    public void Waypoint_on_a_way_that_cannot_be_trusted_is_not_reached()
    {
        _state.Plan = new TripPlan { VehicleId = "v1", Waypoints = [Waypoint(500)] };
        Begin();
        Assert.Empty(Advance([TripPoints.Point(0, 0), TripPoints.Point(10, 1000) with { Restarted = true }]));
    }

    [Fact]
    public void Command_completes_and_a_second_one_tells_the_same_end()
    {
        Begin();
        Advance(TripPoints.Drive(0, 100));
        var end = new TripEnd { At = TripPoints.At(110), Cancelled = false };
        var first = Monitor.End(_state, end);
        var again = Monitor.End(_state, end with { At = TripPoints.At(500) });
        Assert.Equal(TripStatus.Completed, first.Status);
        Assert.Equal(first.Events[0].EventId, again.Events[0].EventId);
        Assert.Equal(TripPoints.At(110), _state.EndedAt);
    }

    [Fact]
    public void Planned_trip_can_be_cancelled_but_not_completed()
    {
        _state.Plan = new TripPlan { VehicleId = "v1" };
        Assert.Equal(TripStatus.Planned, Monitor.End(_state, new TripEnd { At = TripPoints.At(0), Cancelled = false }).Status);
        var cancelled = Monitor.End(_state, new TripEnd { At = TripPoints.At(0), Cancelled = true, Reason = "rain" });
        Assert.Equal((TripStatus.Cancelled, "rain"), (cancelled.Status, Assert.Single(cancelled.Events).Reason));
    }

    [Fact]
    public void Late_command_does_not_outrun_a_deadline()
    {
        Begin();
        Advance([.. TripPoints.Drive(0, 100), .. TripPoints.Stand(101, 130)]);
        var end = Monitor.End(_state, new TripEnd { At = TripPoints.At(9999), Cancelled = false });
        Assert.Equal([TripEventKind.Paused, TripEventKind.Completed], end.Events.Select(e => e.Kind));
        Assert.Equal((TripPoints.At(101), "stopped"), (_state.EndedAt!.Value, _state.EndReason));
    }

    [Fact]
    public void Progress_and_arrival_follow_from_plan_and_own_average()
    {
        _state.Plan = new TripPlan { VehicleId = "v1", DistanceKm = 4 };
        Begin();
        Advance(TripPoints.Drive(0, 100));
        Assert.Equal(0.25, TripFigures.Progress(_state)!.Value, 6);
        Assert.Equal(TripPoints.At(400), TripFigures.EstimatedArrival(_state));
    }

    private static Waypoint Waypoint(double north) => new() { Location = TripPoints.Point(0, north).Location };

    private TripAdvance Begin(double at = 0) => Monitor.Begin(
        _state,
        new TripStart { VehicleId = "v1", At = TripPoints.At(at), ReceivedAt = TripPoints.At(at) },
        null);

    private ImmutableArray<TripChanged> Advance(IEnumerable<TripPoint> points)
    {
        ImmutableArray<TripPoint> array = [.. points];
        var advance = Monitor.Advance(_state, array);
        Assert.Equal(array.Length, advance.Consumed);
        Assert.Equal(array.Length, advance.PointStatus.Length);
        Assert.Equal(advance.Events.Length, advance.EventPoints.Length);
        return advance.Events;
    }

    private TripState Copy() => TripPoints.Copy(_state);
}
