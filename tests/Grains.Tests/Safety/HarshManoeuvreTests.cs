using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Safety;

public sealed class HarshManoeuvreTests
{
    /// <summary>Two minutes that teach the mounting: gentle pushes with the speed that goes with them.</summary>
    private static Drive Taught(SafetyThresholds? thresholds = null, Func<Vehicles.Vector3, Vehicles.Vector3>? turned = null)
    {
        var drive = new Drive { Thresholds = thresholds ?? new SafetyThresholds() };
        for (var i = 0; i < 240; i++)
        {
            var push = i % 8 < 4 ? 0.12 : -0.12;
            var speed = 40 + (i % 8 < 4 ? i % 4 : 4 - (i % 4)) * 0.12 * Drive.G * 3.6;
            drive.Add(speed, p => Turn(Drive.Push(push)(p), turned));
        }

        return drive;
    }

    private static Vehicles.Position Turn(Vehicles.Position p, Func<Vehicles.Vector3, Vehicles.Vector3>? turned) =>
        turned is null ? p : p with { Acceleration = turned(p.Acceleration!.Value) };

    [Theory]
    [InlineData(-0.35, SafetyTypes.HarshBraking, Severity.Low)]
    [InlineData(-0.449, SafetyTypes.HarshBraking, Severity.Low)]
    [InlineData(-0.45, SafetyTypes.HarshBraking, Severity.Medium)]
    [InlineData(0.60, SafetyTypes.HarshAcceleration, Severity.High)]
    [InlineData(0.75, SafetyTypes.HarshAcceleration, Severity.Critical)]
    public void Push_at_a_published_level_has_that_severity(double g, string type, Severity severity)
    {
        var findings = Taught().Add(50, Drive.Push(g)).Add(45, Drive.Push(0)).Findings();

        var finding = Assert.Single(findings);
        Assert.Equal(type, finding.Type);
        Assert.Equal(severity, finding.Severity);
        Assert.Equal(type + ".accelerometer", finding.Why.Rule);
    }

    [Fact]
    public void Push_below_the_lowest_level_is_nothing() =>
        Assert.Empty(Taught().Add(50, Drive.Push(-0.349)).Add(45, Drive.Push(0)).Findings());

    [Theory]
    [InlineData(0.5)]
    [InlineData(-0.5)]
    public void Push_across_is_cornering_either_way(double left) =>
        Assert.Equal(SafetyTypes.HarshCornering, Assert.Single(Taught().Add(50, Drive.Push(0, left)).Add(50, Drive.Push(0)).Findings()).Type);

    [Fact]
    public void Braking_tells_peak_duration_and_speeds()
    {
        var drive = Taught()
            .Add(55, Drive.Push(0))
            .Add(45, Drive.Push(-0.4))
            .Add(33, Drive.Push(-0.53))
            .Add(25, Drive.Push(-0.2));

        var finding = Assert.Single(drive.Findings());
        Assert.Equal(drive.Positions[^2].Timestamp, finding.At);
        Assert.Equal(-0.53 * Drive.G, finding.Details["deceleration"], 0.001);
        Assert.Equal(2, finding.Details["duration_seconds"]);
        Assert.Equal(55, finding.Details["speed_before"]);
        Assert.Equal(25, finding.Details["speed_after"]);
        Assert.Equal([drive.Positions[^3].Timestamp, drive.Positions[^2].Timestamp], finding.Why.Positions.AsEnumerable());
    }

    [Fact]
    public void Long_corner_is_told_two_seconds_after_its_peak_and_once()
    {
        var drive = Taught();
        drive.Add(50, Drive.Push(0, 0.5)).Repeat(2, 50, Drive.Push(0, 0.4));
        Assert.Single(drive.Findings());

        drive.Repeat(20, 50, Drive.Push(0, 0.4)).Add(50, Drive.Push(0));
        Assert.Single(drive.Findings());
    }

    [Fact]
    public void Push_again_within_two_seconds_is_the_same_manoeuvre() =>
        Assert.Single(Taught().Add(50, Drive.Push(-0.4)).Add(48, Drive.Push(-0.1)).Add(45, Drive.Push(-0.4)).Add(44, Drive.Push(0)).Findings());

    [Fact]
    public void Push_again_after_three_seconds_is_another() =>
        Assert.Equal(2, Taught().Add(50, Drive.Push(-0.4)).Repeat(2, 48, Drive.Push(-0.1)).Add(45, Drive.Push(-0.4)).Add(44, Drive.Push(0)).Findings().Count);

    [Fact]
    public void Manoeuvre_that_grows_worse_is_told_again()
    {
        var findings = Taught().Add(50, Drive.Push(-0.4)).Add(48, Drive.Push(-0.1)).Add(45, Drive.Push(-0.65)).Add(30, Drive.Push(0)).Findings();

        Assert.Equal([Severity.Low, Severity.High], findings.Select(f => f.Severity));
        Assert.Equal("repeated", Assert.Single(findings[1].Risk.ContributingFactors));
    }

    [Fact]
    public void Knock_at_a_parked_vehicle_is_no_manoeuvre() =>
        Assert.Empty(Taught().Repeat(3, 0, Drive.Push(0)).Add(0, Drive.Push(0.8)).Repeat(3, 0, Drive.Push(0)).Findings());

    [Fact]
    public void Custom_threshold_wants_its_duration()
    {
        var thresholds = new SafetyThresholds { HarshBraking = new HarshThreshold(-4.0, 1.5) };

        Assert.Empty(Taught(thresholds).Add(50, Drive.Push(-0.5)).Add(45, Drive.Push(0)).Findings());
        var finding = Assert.Single(Taught(thresholds).Add(50, Drive.Push(-0.5)).Add(45, Drive.Push(-0.45)).Add(40, Drive.Push(0)).Findings());
        Assert.Equal(4.0, finding.Why.Thresholds["meters_per_second_squared"]);
    }

    [Fact]
    public void Custom_threshold_below_the_levels_is_low() =>
        Assert.Equal(
            Severity.Low,
            Assert.Single(Taught(new SafetyThresholds { HarshBraking = new HarshThreshold(2.5, 0) }).Add(50, Drive.Push(-0.3)).Add(45, Drive.Push(0)).Findings()).Severity);

    [Fact]
    public void Mounting_turned_any_way_gives_the_same_finding() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NormalFloat>().Generator.Three().ToArbitrary(),
            angles =>
            {
                var turn = Rotation.By(angles.Item1.Get, angles.Item2.Get, angles.Item3.Get);
                var drive = Taught(turned: turn)
                    .Add(50, p => Turn(Drive.Push(-0.5)(p), turn))
                    .Add(45, p => Turn(Drive.Push(0)(p), turn))
                    .Repeat(5, 45, p => Turn(Drive.Push(0)(p), turn))
                    .Add(45, p => Turn(Drive.Push(0, 0.5)(p), turn))
                    .Add(45, p => Turn(Drive.Push(0)(p), turn));
                var types = drive.Findings().Select(f => f.Type);
                return types.SequenceEqual([SafetyTypes.HarshBraking, SafetyTypes.HarshCornering]);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Unit_turned_in_its_holder_is_learnt_anew()
    {
        static Vehicles.Vector3 Flip(Vehicles.Vector3 a) => new(a.Z, a.Y, -a.X);
        var drive = Taught();
        for (var i = 0; i < 240; i++)
        {
            var push = i % 8 < 4 ? 0.12 : -0.12;
            drive.Add(40 + (i % 8 < 4 ? i % 4 : 4 - (i % 4)) * 0.12 * Drive.G * 3.6, p => Turn(Drive.Push(push)(p), Flip));
        }

        var before = drive.Findings().Count;
        drive.Add(50, p => Turn(Drive.Push(-0.5)(p), Flip)).Add(45, p => Turn(Drive.Push(0)(p), Flip));
        var findings = drive.Findings();

        Assert.Equal(before + 1, findings.Count);
        Assert.Equal(SafetyTypes.HarshBraking, findings[^1].Type);
    }

    [Fact]
    public void Turn_of_the_unit_itself_is_no_manoeuvre()
    {
        static Vehicles.Vector3 Flip(Vehicles.Vector3 a) => new(a.Z, a.Y, -a.X);

        Assert.Empty(Taught().Repeat(60, 40, p => Turn(Drive.Push(0)(p), Flip)).Findings());
    }

    [Fact]
    public void Finding_by_speed_stands_at_the_middle_of_its_slope()
    {
        var drive = new Drive().Repeat(5, 60).Add(45).Add(30).Repeat(3, 30);

        var finding = Assert.Single(drive.Findings());
        Assert.Equal(drive.Positions[5].Timestamp, finding.At);
        Assert.Equal(45, finding.SpeedKmh);
        Assert.Equal(drive.Positions[5].Longitude, finding.Location!.Value.Longitude);
        Assert.Equal(-30 / 3.6 / 2, finding.Details["deceleration"], 0.001);
    }

    [Fact]
    public void Unit_that_leaves_gravity_out_is_read_by_speed()
    {
        var drive = new Drive();
        drive.Repeat(30, 60, p => p with { Acceleration = new Vehicles.Vector3(0.5 * Drive.G, 0, 0) });
        drive.Add(45).Add(30).Add(30);

        Assert.Equal("harsh_braking.speed", Assert.Single(drive.Findings()).Why.Rule);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.2)]
    public void Speed_alone_finds_braking_at_any_rate(double step)
    {
        var drive = new Drive(step);
        drive.Repeat((int)(5 / step), 60);
        for (var t = step; t < 3.01; t += step)
        {
            drive.Add(60 - (t * 4 * 3.6));
        }

        var finding = Assert.Single(drive.Repeat((int)(5 / step), 60 - (3 * 4 * 3.6)).Findings());
        Assert.Equal("harsh_braking.speed", finding.Why.Rule);
        Assert.Equal(-4, finding.Details["deceleration"], 0.5);
    }

    [Fact]
    public void Speed_alone_finds_cornering_over_north()
    {
        var drive = new Drive();
        drive.Repeat(5, 50, p => p with { HeadingDegrees = 350 }).Add(50, p => p with { HeadingDegrees = 10 });
        drive.Repeat(3, 50, p => p with { HeadingDegrees = 10 });

        Assert.Equal("harsh_cornering.speed", Assert.Single(drive.Findings()).Why.Rule);
    }

    [Fact]
    public void Impossible_change_of_speed_is_a_bad_fix() =>
        Assert.Empty(new Drive().Repeat(5, 100).Add(0).Repeat(5, 100).Findings());

    [Fact]
    public void Change_across_a_gap_says_nothing() =>
        Assert.Empty(new Drive(30).Repeat(5, 100).Repeat(5, 10).Findings());

    [Fact]
    public void Pending_manoeuvre_is_told_when_the_way_breaks_off()
    {
        var state = new SafetyState();
        Assert.Empty(Taught().Add(50, Drive.Push(-0.5)).Findings(state));
        var findings = new List<SafetyFinding>();
        var later = new Vehicles.Position { Timestamp = Drive.Start.AddHours(1), Latitude = 0, Longitude = 0, ReceivedAt = Drive.Start };

        SafetyMonitor.Apply(state, new SafetyInput(null, later, 40, null, null), new SafetyThresholds(), findings);

        Assert.Equal(Drive.Start.AddSeconds(240), Assert.Single(findings).At);
    }
}
