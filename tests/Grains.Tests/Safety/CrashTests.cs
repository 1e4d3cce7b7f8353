using Fleet.Vehicles;

namespace Fleet.Safety;

public sealed class CrashTests
{
    private static Func<Position, Position> Blow(double g) => p => p with { Acceleration = new Vector3(-g * Drive.G, 0, Drive.G) };

    /// <summary>Half a minute of even driving with a unit that says where down is.</summary>
    private static Drive Driving(double kmh = 60) => new Drive().Repeat(30, kmh, Drive.Push(0));

    private static List<SafetyFinding> Crashes(Drive drive) => [.. drive.Findings().Where(f => f.Type == SafetyTypes.CrashDetection)];

    [Fact]
    public void Blow_and_standstill_are_a_crash()
    {
        var drive = Driving().Add(55, Blow(3.1)).Add(20, Drive.Push(-0.6)).Repeat(32, 0, Drive.Push(0));

        var crash = Assert.Single(Crashes(drive));
        Assert.Equal(Severity.Critical, crash.Severity);
        Assert.Equal(drive.Positions[30].Timestamp, crash.At);
        Assert.Equal(3.1 * Drive.G, crash.Details["acceleration"], 0.01);
        Assert.Equal((60, 0, 30), (crash.Details["speed_before"], crash.Details["speed_after"], crash.Details["standing_seconds"]));
        Assert.Equal("crash_detection.accelerometer", crash.Why.Rule);
        Assert.Equal([drive.Positions[30].Timestamp, drive.Positions[32].Timestamp, drive.Positions[62].Timestamp], crash.Why.Positions.AsEnumerable());
    }

    [Theory]
    [InlineData(2.49, 0)]
    [InlineData(2.51, 1)]
    public void Blow_counts_from_2_5_g(double g, int crashes) =>
        Assert.Equal(crashes, Crashes(Driving().Add(55, Blow(g)).Repeat(40, 0, Drive.Push(0))).Count);

    [Fact]
    public void Pothole_is_no_crash() => Assert.Empty(Crashes(Driving().Add(58, Blow(3)).Repeat(60, 57, Drive.Push(0))));

    [Fact]
    public void Pothole_before_a_short_stop_is_no_crash() =>
        Assert.Empty(Crashes(Driving().Add(58, Blow(3)).Repeat(5, 30, Drive.Push(-0.2)).Repeat(25, 0, Drive.Push(0)).Repeat(30, 40, Drive.Push(0))));

    [Fact]
    public void Door_of_a_parked_van_is_no_crash() =>
        Assert.Empty(Crashes(Driving().Repeat(10, 0, Drive.Push(0)).Add(0, Blow(4)).Repeat(60, 0, Drive.Push(0))));

    [Fact]
    public void Blow_long_before_the_stop_is_no_crash() =>
        Assert.Empty(Crashes(Driving().Add(58, Blow(3)).Repeat(11, 50, Drive.Push(0)).Repeat(60, 0, Drive.Push(0))));

    [Fact]
    public void Unit_that_leaves_gravity_out_is_understood()
    {
        var drive = new Drive().Repeat(30, 60, p => p with { Acceleration = new Vector3(0.1, 0, 0) })
            .Add(55, p => p with { Acceleration = new Vector3(-2.6 * Drive.G, 0, 0) })
            .Repeat(40, 0, p => p with { Acceleration = new Vector3(0.05, 0, 0) });

        Assert.Single(Crashes(drive));
    }

    [Fact]
    public void Strongest_of_several_blows_is_the_one_that_is_told()
    {
        var drive = Driving().Add(55, Blow(2.6)).Add(30, Blow(4)).Add(10, Blow(2.7)).Repeat(40, 0, Drive.Push(0));

        var crash = Assert.Single(Crashes(drive));
        Assert.Equal(4 * Drive.G, crash.Details["acceleration"], 0.01);
        Assert.Equal(60, crash.Details["speed_before"]);
    }

    [Fact]
    public void Silence_after_a_blow_is_told_when_the_vehicle_is_given_up()
    {
        var drive = Driving().Add(55, Blow(3.1)).Add(20, Drive.Push(-0.6));
        var state = new SafetyState();
        Assert.DoesNotContain(drive.Findings(state), f => f.Type == SafetyTypes.CrashDetection);

        var crash = CrashDetector.Silence(state, drive.Positions[^1].Timestamp);

        Assert.Equal("crash_detection.silence", crash!.Why.Rule);
        Assert.Equal(drive.Positions[30].Timestamp, crash.At);
        Assert.Null(CrashDetector.Silence(state, drive.Positions[^1].Timestamp)); // once
    }

    [Fact]
    public void Silence_after_driving_on_tells_nothing()
    {
        var state = new SafetyState();
        var drive = Driving().Add(58, Blow(3)).Repeat(12, 57, Drive.Push(0));
        drive.Findings(state);

        Assert.Null(CrashDetector.Silence(state, drive.Positions[^1].Timestamp));
    }

    [Fact]
    public void Device_event_without_a_place_has_that_of_the_last_position_and_what_is_known_of_it()
    {
        var last = Driving(130).Positions[^1];
        var state = new SafetyState { OverLimit = true, LastHarshAt = last.Timestamp.AddSeconds(-60) };
        var finding = DeviceEvents.Interpret(new DeviceEvent { Type = "panic_button", Timestamp = last.Timestamp.AddSeconds(20) }, 130, state, last);
        Assert.Equal((last.Latitude, last.Longitude), (finding.Location!.Value.Latitude, finding.Location.Value.Longitude));
        Assert.Equal(["over_limit", "high_speed", "repeated"], finding.Risk.ContributingFactors.AsEnumerable());

        finding = DeviceEvents.Interpret(new DeviceEvent { Type = "panic_button", Timestamp = last.Timestamp.AddSeconds(301) }, 130, new SafetyState { OverLimit = true }, last);
        Assert.Null(finding.Location);
        Assert.Empty(finding.Risk.ContributingFactors);
    }
}
