namespace Fleet.Safety;

/// <summary>The made-up speeds jump, which is harsh as well; only speeding is looked at here.</summary>
public sealed class SpeedingTests
{
    private static Drive At50() => new() { LimitKmh = 50 };

    [Fact]
    public void Excess_held_for_the_time_is_told_once_at_that_moment()
    {
        var drive = At50().Repeat(10, 50).Repeat(120, 66);

        var finding = Assert.Single(drive.Speeding());
        Assert.Equal(drive.Positions[40].Timestamp, finding.At);
        Assert.Equal(Severity.Low, finding.Severity);
        Assert.Equal(30, finding.Details["duration_seconds"]);
        Assert.Equal("speeding.report", finding.Why.Rule);
        Assert.Equal("over_limit", Assert.Single(finding.Risk.ContributingFactors));
    }

    [Theory]
    [InlineData(64.9, 0)]
    [InlineData(65, 1)]
    public void Excess_at_the_edge_counts(double speed, int count) =>
        Assert.Equal(count, At50().Repeat(40, speed).Speeding().Count);

    [Theory]
    [InlineData(30, 0)]
    [InlineData(31, 1)]
    public void Time_at_the_edge_counts(int positions, int count) =>
        Assert.Equal(count, At50().Repeat(positions, 70).Add(50).Speeding().Count);

    [Fact]
    public void Break_starts_the_time_anew() =>
        Assert.Empty(At50().Repeat(29, 70).Add(60).Repeat(29, 70).Speeding());

    [Fact]
    public void Short_dip_after_the_finding_is_the_same_stretch() =>
        Assert.Single(At50().Repeat(40, 70).Repeat(50, 60).Repeat(60, 70).Speeding());

    [Fact]
    public void Next_stretch_is_told_again() =>
        Assert.Equal(2, At50().Repeat(40, 70).Repeat(90, 50).Repeat(40, 70).Speeding().Count);

    [Fact]
    public void Severity_is_the_step_that_was_held_all_the_time()
    {
        Assert.Equal(Severity.Low, Assert.Single(At50().Repeat(20, 70).Repeat(15, 95).Add(50).Speeding()).Severity);
        Assert.Equal([Severity.Low, Severity.High], At50().Repeat(20, 70).Repeat(40, 95).Speeding().Select(f => f.Severity));
    }

    [Fact]
    public void No_limit_no_speeding() => Assert.Empty(new Drive().Repeat(60, 180).Speeding());

    [Fact]
    public void Custom_excess_and_time_hold() =>
        Assert.Single(new Drive { LimitKmh = 50, Thresholds = new SafetyThresholds { SpeedingOverLimitKmh = 5, SpeedingSeconds = 3 } }.Repeat(4, 56).Speeding());

    [Fact]
    public void Silence_breaks_the_stretch() => Assert.Empty(new Drive(61) { LimitKmh = 50 }.Repeat(20, 90).Speeding());
}
