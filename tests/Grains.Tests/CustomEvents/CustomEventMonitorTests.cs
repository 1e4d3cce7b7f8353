using Fleet.Geofences;
using Fleet.Trips;
using Fleet.Vehicles;

namespace Fleet.CustomEvents;

public class CustomEventMonitorTests
{
    /// <summary>Two fences 100 m wide, at 500 m and 800 m of the way north; both are customers.</summary>
    private static readonly GeofenceIndex Customers = Fences.Index(Customer("c1", 500), Customer("c2", 800));

    private readonly List<CustomEventFinding> _found = [];
    private VehicleState _vehicle = new();

    [Fact]
    public void S0s_delivery_is_pending_once_a_visit_and_only_after_the_stop()
    {
        var delivery = Define("delivery_completed", new() { GeofenceEntry = "customer", StopSeconds = 120, ConfirmationRequired = true });
        Feed([delivery], [.. Drive(0, 50), .. Stand(51, 160, 500), .. Drive(161, 171, 500), .. Stand(172, 280, 600)]);
        Assert.Empty(_found); // 109 s at the customer, and the rest of the stand outside of it

        Feed([delivery], [.. Drive(281, 301, 600), .. Stand(302, 430, 800)]);

        var pending = Assert.Single(_found);
        Assert.Equal((CustomEventStatus.Pending, Positions.Start.AddSeconds(422), "c2"), (pending.Status, pending.At, pending.Fence!.GeofenceId));
        Assert.Equal(Positions.Start.AddSeconds(422 + 900), pending.ConfirmBy);
        Assert.Equal(120, pending.Details["stop_seconds"]);
        Assert.Equal("v1:" + pending.At.ToUnixTimeMilliseconds().ToString("x", System.Globalization.CultureInfo.InvariantCulture) + ":custom_event:delivery_completed", pending.EventId);
        Assert.Equal((120, 1), (pending.Why.Thresholds["stop_seconds"], pending.Why.RuleVersion));
        Assert.Contains(Positions.Start.AddSeconds(302), pending.Why.Positions);

        Feed([delivery], [.. Stand(440, 700, 800, 10)]);
        Assert.Single(_found); // the same visit
    }

    [Theory]
    [InlineData(119.999, false)]
    [InlineData(120, true)]
    public void Stand_counts_to_the_millisecond(double seconds, bool told)
    {
        Feed([Define("parked", new() { StopSeconds = 120 })], [Positions.At(0, 0, 0), Positions.At(seconds, 0, 0)]);
        Assert.Equal(told, _found.Count == 1);
        Assert.All(_found, f => Assert.Equal((CustomEventStatus.Raised, Positions.Start.AddSeconds(120)), (f.Status, f.At)));
    }

    [Fact]
    public void A_new_stand_is_a_new_event()
    {
        Feed([Define("parked", new() { StopSeconds = 60 })], [.. Stand(0, 90, 0), .. Drive(91, 120), .. Stand(121, 200, 290), .. Stand(201, 400, 290)]);
        Assert.Equal([60d, 181], _found.Select(f => (f.At - Positions.Start).TotalSeconds));
    }

    [Fact]
    public void Entry_with_a_speed_holds_together_or_not_at_all()
    {
        var fast = Define("fast_in_yard", new() { GeofenceEntry = "c1", MinSpeedKmh = 40 });
        Feed([fast], [.. Drive(0, 60)]); // through at 36 km/h
        Assert.Empty(_found);
        _vehicle = new VehicleState();
        Feed([fast], [.. Positions.Drive(0, 60, 45, 1)]);
        Assert.Equal(("c1", 45d), (Assert.Single(_found).Fence!.GeofenceId, _found[0].Details["speed"]));
    }

    [Fact]
    public void Exit_holds_once_the_last_of_the_tag_is_left()
    {
        Feed([Define("left", new() { GeofenceExit = "customer" })], [.. Drive(0, 120)]);
        Assert.Equal(["c1", "c2"], _found.Select(f => f.Fence!.GeofenceId)); // between the two it was in none
    }

    [Fact]
    public void Speed_alone_is_told_once_a_stretch_with_hysteresis()
    {
        double[] speeds = [50, 89, 90, 91, 86, 90, 95, 84, 90];
        Feed([Define("fast", new() { MinSpeedKmh = 90 })], speeds.Select((kmh, i) => Positions.At(i * 10, i * 200, kmh)));
        Assert.Equal([20d, 80], _found.Select(f => (f.At - Positions.Start).TotalSeconds));
    }

    [Fact]
    public void What_was_received_before_the_definition_counts_for_nothing()
    {
        var parked = Define("parked", new() { StopSeconds = 60 }) with { ChangedAt = Positions.Start.AddSeconds(100) };
        Feed([parked], Stand(0, 150, 0));
        Assert.Empty(_found);
        Feed([parked], Stand(151, 170, 0));
        Assert.Equal(Positions.Start.AddSeconds(99 + 60), Assert.Single(_found).At); // received a second after it was taken
    }

    [Fact]
    public void A_changed_definition_begins_anew_and_what_is_pending_goes_on_waiting()
    {
        var parked = Define("parked", new() { StopSeconds = 60, ConfirmationRequired = true, ConfirmationTimeoutSeconds = 300 });
        Feed([parked], Stand(0, 100, 0));
        Feed([parked with { Revision = 2, Triggers = new() { StopSeconds = 200 } }], Stand(101, 300, 0));
        Assert.Single(_found);
        Feed([parked with { Revision = 2, Triggers = new() { StopSeconds = 200 } }], Stand(301, 400, 0));
        Assert.Equal([(CustomEventStatus.Pending, 60d), (CustomEventStatus.Raised, 301), (CustomEventStatus.Expired, 360)], Lines());
        Feed([], Stand(401, 410, 0));
        Assert.Empty(_vehicle.CustomEvents.Progress);
    }

    [Theory]
    [InlineData(359.999, "Pending")]
    [InlineData(360, "Pending,Expired")]
    public void Confirmation_has_its_time_and_no_more(double until, string expected)
    {
        Feed([Define("parked", new() { StopSeconds = 60, ConfirmationRequired = true, ConfirmationTimeoutSeconds = 300 })], [.. Stand(0, 100, 0), Positions.At(until, 0, 0)]);
        Assert.Equal(expected, string.Join(',', _found.Select(f => f.Status)));
        var confirmed = CustomEventMonitor.Confirm(_vehicle.CustomEvents, "parked", null, "ada", Positions.Start.AddSeconds(until));
        Assert.Equal(expected == "Pending", confirmed is not null);
        if (confirmed is not null)
            Assert.Equal((_found[0].EventId, _found[0].EventId + ":confirmed", "ada"), (confirmed.PendingEventId, confirmed.EventId, confirmed.ConfirmedBy));
    }

    [Fact]
    public void A_deadline_makes_the_same_event_as_the_position_that_would_have_shown_it()
    {
        CustomEventDefinition[] definitions = [Define("parked", new() { StopSeconds = 120 }), Define("long", new() { StopSeconds = 300, ConfirmationRequired = true })];
        Feed(definitions, [.. Drive(0, 20), Positions.At(25, 200, 0)]);
        var byTimer = new List<CustomEventFinding>();
        var copy = new CustomEventState
        {
            Progress = [.. _vehicle.CustomEvents.Progress.Select(p => new CustomEventProgress { Name = p.Name, Revision = p.Revision, Since = p.Since })],
            StoppedAt = _vehicle.CustomEvents.StoppedAt,
            LastAt = _vehicle.CustomEvents.LastAt,
            LastLocation = _vehicle.CustomEvents.LastLocation,
        };
        Assert.Equal(Positions.Start.AddSeconds(145), CustomEventMonitor.NextDeadline(copy, [.. definitions]));
        new CustomEventMonitor("v1", new TripOptions()).Expire(copy, [.. definitions], Positions.Start.AddSeconds(1300), byTimer);

        Feed(definitions, Drive(1300, 1310, 200));

        Assert.Equal(["parked Raised", "long Pending", "long Expired"], byTimer.Select(f => $"{f.Name} {f.Status}"));
        Assert.Equal(byTimer.Select(f => (f.EventId, f.At, f.Location)), _found.Select(f => (f.EventId, f.At, f.Location)));
    }

    private static GeofenceDefinition Customer(string id, double north) =>
        Fences.Circle(id, north / 111_194.926_6, 10, 50) with { Tags = ["customer"] };

    private static CustomEventDefinition Define(string name, CustomEventTriggers triggers) => new() { Name = name, Triggers = triggers, Revision = 1 };

    private static IEnumerable<Position> Drive(double from, double to, double north = 0) => Positions.Drive(from, to, 36, 1, north);

    private static IEnumerable<Position> Stand(int from, int to, double north, int every = 1) =>
        Enumerable.Range(0, ((to - from) / every) + 1).Select(i => Positions.At(from + (i * every), north, 0.1));

    private IEnumerable<(CustomEventStatus, double)> Lines() => _found.Select(f => (f.Status, (f.At - Positions.Start).TotalSeconds));

    private void Feed(CustomEventDefinition[] definitions, IEnumerable<Position> positions)
    {
        var monitor = new VehicleMonitor("v1", new VehicleOptions()) { Standing = new TripOptions() };
        var context = Positions.Context with
        {
            Settings = Positions.Context.Settings with { CustomEvents = [.. definitions] },
            Geofences = Customers,
        };
        foreach (var position in positions)
        {
            monitor.Apply(_vehicle, position, context, out var step);
            if (step is not null)
                _found.AddRange(step.CustomEvents);
        }
    }
}
