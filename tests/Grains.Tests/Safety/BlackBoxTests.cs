using Xunit.Abstractions;

namespace Fleet.Safety;

/// <summary>
/// The shipped defaults on labelled real driving. docs/accuracy.md has the figures; the bounds lie a little below.
/// What was tuned was tuned on the odd drives; the even ones are the check.
/// </summary>
public sealed class BlackBoxTests(ITestOutputHelper output)
{
    private static readonly LabelledDrives? Data = LabelledDrives.Load();

    [SkippableTheory]
    [InlineData("odd", 0.95, 0.93)]
    [InlineData("even", 0.96, 0.98)]
    public void Accelerometer_finds_the_labelled_events(string half, double all, double medium)
    {
        Skip.If(Data is null, "shared/data/nds_blackbox_omaha is absent");
        var findings = Data.Detect(p => p);

        Assert.True(Score("accelerometer", half, findings, Severity.Low).F1 >= all);
        Assert.True(Score("accelerometer", half, findings, Severity.Medium).F1 >= medium);
    }

    [SkippableFact]
    public void Accelerometer_finds_the_one_high_event_and_no_other()
    {
        Skip.If(Data is null, "shared/data/nds_blackbox_omaha is absent");

        Assert.Equal(new DetectionScore(1, 1, 1), DetectionScore.Of(Data.Events, Data.Detect(p => p), Severity.High));
    }

    [SkippableTheory]
    [InlineData("odd", 0.65)]
    [InlineData("even", 0.65)]
    public void Accelerometer_mounted_askew_still_finds_most(string half, double all)
    {
        Skip.If(Data is null, "shared/data/nds_blackbox_omaha is absent");
        var turn = Rotation.By(0.5, -0.8, 2.1);
        var findings = Data.Detect(p => p with { Acceleration = turn(p.Acceleration!.Value) });

        Assert.True(Score("askew", half, findings, Severity.Low).F1 >= all);
        Score("askew", half, findings, Severity.Medium);
    }

    [SkippableTheory]
    [InlineData("odd", 0.28)]
    [InlineData("even", 0.25)]
    public void Speed_alone_finds_what_speed_can_show(string half, double all)
    {
        Skip.If(Data is null, "shared/data/nds_blackbox_omaha is absent");
        var findings = Data.Detect(p => p with { Acceleration = null, Gyroscope = null });

        Assert.True(Score("speed", half, findings, Severity.Low).F1 >= all);
        Score("speed", half, findings, Severity.Medium);
    }

    [SkippableTheory]
    [InlineData("odd", 0.28)]
    [InlineData("even", 0.25)]
    public void Gyroscope_and_speed_find_what_turns(string half, double all)
    {
        Skip.If(Data is null, "shared/data/nds_blackbox_omaha is absent");
        var findings = Data.Detect(p => p with { Acceleration = null });

        Assert.Contains(findings, f => f.Finding.Why.Rule == "harsh_cornering.gyroscope");
        Assert.True(Score("speed and gyroscope", half, findings, Severity.Low).F1 >= all);
        Score("speed and gyroscope", half, findings, Severity.Medium);
    }

    [SkippableFact]
    public void Drives_without_a_crash_give_none()
    {
        Skip.If(Data is null, "shared/data/nds_blackbox_omaha is absent");

        Assert.DoesNotContain(Data.Detect(p => p), f => f.Finding.Type == SafetyTypes.CrashDetection);
    }

    private DetectionScore Score(string rule, string half, List<(int Drive, SafetyFinding Finding)> findings, Severity atLeast)
    {
        bool In(int drive) => drive % 2 == (half == "odd" ? 1 : 0);
        var score = DetectionScore.Of(Data!.Events.Where(e => In(e.Drive)), findings.Where(f => In(f.Drive)), atLeast);
        output.WriteLine($"{rule} {half} >= {atLeast}: {score}");
        return score;
    }
}
