using Fleet.Geography;
using Fleet.Vehicles;

namespace Fleet.Safety;

public sealed class RiskModelTests
{
    private static readonly DateTimeOffset Noon = new(2024, 4, 13, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(SafetyTypes.HarshBraking, Severity.High, 0.9)]
    [InlineData(SafetyTypes.HarshAcceleration, Severity.Medium, 0.5)]
    [InlineData(SafetyTypes.HarshCornering, Severity.Low, 0.35)]
    [InlineData(SafetyTypes.Speeding, Severity.Critical, 0.8)]
    [InlineData(SafetyTypes.PhoneUsage, Severity.Critical, 1)]
    [InlineData("something_else", Severity.Medium, 0.3)]
    public void Risk_is_base_times_severity_capped(string type, Severity severity, double expected) =>
        Assert.Equal(expected, RiskModel.Assess(new RiskFacts { Type = type, Severity = severity, At = Noon }).RiskScore);

    [Theory]
    [InlineData(0, 21, false)]
    [InlineData(0, 22, true)]
    [InlineData(0, 6, true)]
    [InlineData(0, 7, false)]
    [InlineData(-74, 3, true)]
    [InlineData(-74, 2, false)]
    [InlineData(180, 12, true)]
    public void Night_goes_by_the_longitude(double longitude, int utcHour, bool night) =>
        Assert.Equal(night, RiskModel.IsNight(new DateTimeOffset(2024, 4, 13, utcHour, 0, 0, TimeSpan.Zero), longitude));

    [Fact]
    public void Night_raises_the_risk_only_where_the_place_is_known()
    {
        var night = new RiskFacts { Type = SafetyTypes.Speeding, Severity = Severity.Medium, At = Noon.AddHours(12) };

        Assert.Equal(0.4, RiskModel.Assess(night).RiskScore);
        var assessed = RiskModel.Assess(night with { Location = new GeoPoint(0, 0) });
        Assert.Equal(0.52, assessed.RiskScore);
        Assert.Equal("night", Assert.Single(assessed.ContributingFactors));
    }

    [Fact]
    public void Seeds_own_sample_gets_its_crash_probability() =>
        Assert.Equal(
            0.15,
            RiskModel.Assess(new RiskFacts { Type = SafetyTypes.HarshBraking, Severity = Severity.High, At = Noon, SeverityScore = 8.2 }).CrashProbability,
            0.005);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(HarshLevels.Low, 3)]
    [InlineData(HarshLevels.Medium, 5)]
    [InlineData(HarshLevels.High, 7.5)]
    [InlineData(HarshLevels.Critical, 9)]
    [InlineData(100, 10)]
    public void Severity_score_goes_through_the_levels(double acceleration, double score) =>
        Assert.Equal(score, HarshLevels.Score(acceleration), 1e-9);

    [Theory]
    [InlineData("panic_button", "low", Severity.Critical)]
    [InlineData("crash_detection", null, Severity.Critical)]
    [InlineData("phone_usage", null, Severity.Medium)]
    [InlineData("breakdown", "high", Severity.High)]
    [InlineData("fuel", null, Severity.Low)]
    [InlineData("door_open", null, Severity.Medium)]
    [InlineData("door_open", "awful", Severity.Medium)]
    public void Device_event_has_its_severity(string type, string? said, Severity severity)
    {
        var finding = DeviceEvents.Interpret(new DeviceEvent { Type = type, Timestamp = Noon, Severity = said }, 42, new SafetyState(), null);

        Assert.Equal(severity, finding.Severity);
        Assert.Equal(type, finding.Type);
        Assert.Equal(type + ".device", finding.Why.Rule);
        Assert.Equal(42, finding.SpeedKmh);
    }
}
