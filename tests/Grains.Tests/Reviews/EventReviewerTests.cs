using Fleet.Geofences;
using Fleet.Organizations;
using Fleet.Trips;
using Fleet.Vehicles;

namespace Fleet.Reviews;

public class EventReviewerTests
{
    private static readonly OrganizationContext Context = Positions.Context with
    {
        Settings = Positions.Context.Settings with
        {
            SpeedLimitKmh = 90,
            CustomEvents = [new() { Name = "delivered", Triggers = new() { GeofenceEntry = "yard", StopSeconds = 120 } }],
        },
        Geofences = Fences.Index(Fences.Circle("yard", 1_000 / 111_194.926_6, 10, 100)),
    };

    [Fact]
    public void Braking_that_was_not_strong_enough_is_measured_by_the_detector_itself()
    {
        // 72 to 54 km/h in two seconds: 2.5 m/s²; by speed alone the detector asks for 0.28 g.
        var review = Ask("harsh_braking", 62, [.. Positions.Drive(0, 60, 72, 1), At(61, 1_218, 63), At(62, 1_233, 54), .. Positions.Drive(63, 90, 54, 1, 1_248)]);
        var condition = Failed(review, "deceleration_mps2");
        Assert.Equal((2.5, 2.746), (condition.Measured!.Value, Math.Round(condition.Threshold!.Value, 3)));
        Assert.False(review.FoundNow);
    }

    [Fact]
    public void Braking_that_was_too_short_fails_by_its_duration()
    {
        var context = Context with
        {
            Settings = Context.Settings with { Thresholds = new() { HarshBraking = new(4, 3) } },
        };
        var review = Ask("harsh_braking", 61, [.. Positions.Drive(0, 60, 90, 1), At(61, 1_521, 72), At(62, 1_538, 54), .. Positions.Drive(63, 90, 54, 1, 1_553)], context);
        Assert.True(review.Conditions.Single(c => c.Name == "deceleration_mps2").Holds);
        Assert.Equal((1, 3), (Failed(review, "duration_seconds").Measured, Failed(review, "duration_seconds").Threshold));
    }

    [Fact]
    public void What_the_rule_finds_fails_nowhere()
    {
        var review = Ask("harsh_braking", 61, [.. Positions.Drive(0, 60, 90, 1), At(61, 1_521, 70), .. Positions.Drive(62, 90, 70, 1, 1_541)]);
        Assert.True(review.FoundNow);
        Assert.All(review.Conditions, c => Assert.True(c.Holds, c.Name));
    }

    [Theory]
    [InlineData(104, "over_limit_kmh", 14, 15)]
    [InlineData(106, "over_limit_seconds", 20, 30)]
    public void Speeding_lacks_excess_or_time(double kmh, string failed, double measured, double threshold)
    {
        var review = Ask("speeding", 20, Positions.Drive(0, 20, kmh, 1));
        Assert.Equal((measured, threshold), (Failed(review, failed).Measured, Failed(review, failed).Threshold));
    }

    [Fact]
    public void Speeding_without_a_limit_says_so()
    {
        var context = Context with { Settings = Context.Settings with { SpeedLimitKmh = null } };
        Assert.Equal("speed_limit_known", Ask("speeding", 20, Positions.Drive(0, 20, 150, 1), context).Conditions.Single(c => !c.Holds).Name);
    }

    [Fact]
    public void Idling_says_what_the_engine_did()
    {
        var stand = Enumerable.Range(0, 40).Select(i => At(i * 10, 0, 0));
        Assert.Equal("The device does not say whether the engine runs.", Failed(Ask("idling", 390, stand), "engine_running").Note);
        Assert.Equal("The engine was off.", Failed(Ask("idling", 390, stand.Select(p => p with { EngineRunning = false })), "engine_running").Note);
        var running = stand.Select(p => p with { EngineRunning = true }).ToList();
        Assert.Equal((200, 300), (Failed(Ask("idling", 190, running.Take(21)), "standing_with_engine_seconds").Measured, Failed(Ask("idling", 190, running.Take(21)), "standing_with_engine_seconds").Threshold));
        Assert.True(Ask("idling", 300, running).FoundNow);
    }

    [Fact]
    public void Fuel_that_was_low_before_is_told_once()
    {
        var tank = (double[])[0.3, 0.2, 0.14, 0.13, 0.12];
        var positions = tank.Select((level, i) => At(i * 100, 0, 0) with { FuelLevel = level }).ToList();
        Assert.True(Ask("low_fuel", 200, positions).FoundNow);
        Assert.Equal(0.13, Failed(Ask("low_fuel", 400, positions), "fuel_level_before").Measured);
        Assert.Equal((0.2, 0.15), (Failed(Ask("low_fuel", 100, positions), "fuel_level").Measured!.Value, Failed(Ask("low_fuel", 100, positions), "fuel_level").Threshold!.Value));
    }

    [Fact]
    public void Fence_that_was_only_touched_says_how_deep()
    {
        // 6 m over the border with an error circle of 10 m.
        var review = Ask("geofence_entry", 91, [.. Positions.Drive(0, 90, 36, 1), At(91, 906, 36), At(92, 899, 36)], fence: "yard");
        Assert.Equal((6, 10), (Math.Round(Failed(review, "depth_inside_m").Measured!.Value), Failed(review, "depth_inside_m").Threshold!.Value));
        Assert.True(Ask("geofence_entry", 91, Positions.Drive(0, 100, 36, 1), fence: "yard").FoundNow);
        Assert.Equal("There is no such fence today.", Failed(Ask("geofence_entry", 10, Positions.Drive(0, 90, 36, 1), fence: "gone"), "geofence_known").Note);
        Assert.Equal("depth_inside_before_m", Ask("geofence_exit", 10, Positions.Drive(0, 20, 36, 1), fence: "yard").Conditions.Single(c => !c.Holds).Name);
    }

    [Fact]
    public void Pause_says_how_long_it_stood()
    {
        var review = Ask("trip_paused", 250, [.. Positions.Drive(0, 50, 36, 1), .. Stand(51, 290, 510), .. Positions.Drive(291, 320, 36, 1, 510)]);
        Assert.Equal((229, 300), (Failed(review, "standing_seconds").Measured, Failed(review, "standing_seconds").Threshold));
        Assert.Equal("speed_kmh", Ask("trip_started", 10, Positions.Drive(0, 20, 7.9, 1)).Conditions.Single(c => !c.Holds).Name);
    }

    [Fact]
    public void Custom_event_says_which_trigger_did_not_hold()
    {
        var review = Ask("delivered", 200, [.. Positions.Drive(0, 50, 36, 1), .. Stand(51, 250, 510)]);
        var outside = Failed(review, "inside_yard");
        Assert.Equal(390, outside.Measured!.Value, 1.0);
        Assert.DoesNotContain(review.Conditions, c => c.Name == "standing_seconds" && !c.Holds);
        Assert.True(Ask("delivered", 221, [.. Positions.Drive(0, 100, 36, 1), .. Stand(101, 250, 1_000)]).FoundNow);
    }

    [Fact]
    public void Silence_is_said_to_be_silence()
    {
        Assert.Equal("positions", Assert.Single(Ask("speeding", 5_000, Positions.Drive(0, 20, 36, 1)).Conditions).Name);
        Assert.False(EventReviewer.Knows("panic_button", Context));
    }

    private static Position At(double seconds, double north, double kmh) => Positions.At(seconds, north, kmh);

    private static IEnumerable<Position> Stand(int from, int to, double north) => Enumerable.Range(from, to - from + 1).Select(t => At(t, north, 0.1));

    private static ReviewCondition Failed(EventReview review, string name)
    {
        var condition = review.Conditions.Single(c => c.Name == name);
        Assert.False(condition.Holds, name);
        return condition;
    }

    private static EventReview Ask(string happened, double at, IEnumerable<Position> positions, OrganizationContext? context = null, string? fence = null)
    {
        var question = new EventQuestion { Event = happened, At = Positions.Start.AddSeconds(at), GeofenceId = fence };
        var reviewer = new EventReviewer("v1", question, context ?? Context, new VehicleOptions(), new TripOptions());
        foreach (var position in positions.Where(p => p.Timestamp > reviewer.From && p.Timestamp <= reviewer.Until))
        {
            Assert.True(reviewer.Take(position));
        }

        return reviewer.Judge();
    }
}
