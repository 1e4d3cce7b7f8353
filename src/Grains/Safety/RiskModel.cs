using System.Collections.Immutable;

namespace Fleet.Safety;

/// <summary>S1's risk score and what S0 shows beside it. docs/detection.md has the formulas and what they are not.</summary>
internal static class RiskModel
{
    /// <summary>PROTOCOLS.md calls more than this a high speed, km/h.</summary>
    private const double HighSpeedKmh = 120;

    private const double NightFactor = 1.3;

    /// <summary>Brings S0's own sample (risk 0.9, severity score 8.2) to its 0.15.</summary>
    private const double CrashScale = 0.2;

    /// <summary>A device that says it crashed is usually right; the rest are kerbs and potholes.</summary>
    private const double DeviceCrashProbability = 0.9;

    public static RiskAssessment Assess(in RiskFacts facts)
    {
        var night = facts.Location is { } place && IsNight(facts.At, place.Longitude);
        var risk = Math.Min(1, BaseRisk(facts.Type) * Multiplier(facts.Severity) * (night ? NightFactor : 1));
        var score = facts.SeverityScore ?? ScoreOf(facts.Severity);
        return new RiskAssessment
        {
            RiskScore = Math.Round(risk, 3),
            SeverityScore = Math.Round(score, 1),
            CrashProbability = facts.Type == SafetyTypes.CrashDetection
                ? DeviceCrashProbability
                : Math.Round(risk * score / 10 * CrashScale, 3),
            ContributingFactors = Factors(facts, night),
        };
    }

    /// <summary>22:00 to 06:59, as S1's code has it, by the clock of the longitude's 15° zone (no borders, no summer time).</summary>
    public static bool IsNight(DateTimeOffset at, double longitude) =>
        at.UtcDateTime.AddHours(Math.Round(longitude / 15)).Hour is >= 22 or <= 6;

    private static double BaseRisk(string type) => type switch
    {
        SafetyTypes.HarshBraking => 0.6,
        SafetyTypes.HarshAcceleration => 0.5,
        SafetyTypes.HarshCornering => 0.7,
        SafetyTypes.Speeding => 0.4,
        SafetyTypes.PhoneUsage => 0.8,
        _ => 0.3,
    };

    private static double Multiplier(Severity severity) => severity switch
    {
        Severity.Low => 0.5,
        Severity.Medium => 1,
        Severity.High => 1.5,
        _ => 2,
    };

    private static double ScoreOf(Severity severity) => severity switch
    {
        Severity.Low => 3,
        Severity.Medium => 5,
        Severity.High => 7.5,
        _ => 9,
    };

    private static ImmutableArray<string> Factors(in RiskFacts facts, bool night)
    {
        var factors = ImmutableArray.CreateBuilder<string>(4);
        if (night) factors.Add("night");
        if (facts.OverLimit) factors.Add("over_limit");
        if (facts.SpeedKmh > HighSpeedKmh) factors.Add("high_speed");
        if (facts.Repeated) factors.Add("repeated");
        return factors.DrainToImmutable();
    }
}
