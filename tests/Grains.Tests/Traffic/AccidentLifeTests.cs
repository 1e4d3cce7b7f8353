using Fleet.Geography;

namespace Fleet.Traffic;

public sealed class AccidentLifeTests
{
    private static readonly DateTimeOffset At = new(2025, 11, 29, 10, 30, 0, TimeSpan.Zero);

    private static readonly Accident New = new()
    {
        AccidentId = "ACC_20251125_001",
        Location = new GeoPoint(10.7769, 106.7009),
        Severity = AccidentSeverity.Moderate,
        Status = AccidentStatus.Reported,
        ReportedAt = At,
        UpdatedAt = At,
    };

    [Fact]
    public void An_update_changes_what_it_names_and_nothing_is_no_update()
    {
        var after = AccidentLife.Update(New, new AccidentUpdate { Status = AccidentStatus.Investigating, EmergencyServices = EmergencyServices.EnRoute }, At.AddMinutes(5))!;
        Assert.Equal((AccidentStatus.Investigating, EmergencyServices.EnRoute, AccidentSeverity.Moderate), (after.Status, after.EmergencyServices, after.Severity));
        Assert.Null(AccidentLife.Update(after, new AccidentUpdate { Status = AccidentStatus.Investigating }, At.AddMinutes(6)));
    }

    [Fact]
    public void Its_duration_is_from_report_to_resolution_in_minutes()
    {
        var resolved = AccidentLife.Resolve(New, AccidentResolution.Cleared, At.AddHours(1)); // S2's sample
        Assert.Equal(60, resolved.DurationMinutes);
        Assert.Null(New.DurationMinutes);
        Assert.Equal(0, AccidentLife.Resolve(New, AccidentResolution.Cleared, At.AddHours(-1)).DurationMinutes); // never before it was reported
    }
}
