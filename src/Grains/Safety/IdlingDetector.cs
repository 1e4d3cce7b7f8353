using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Geography;

namespace Fleet.Safety;

/// <summary>Idling: the engine is said to run while the vehicle stands. Told once for each stand; never where the engine is unknown.</summary>
internal static class IdlingDetector
{
    private const int RuleVersion = 1;

    /// <summary>A stand's speeds by satellite stay under this, km/h.</summary>
    private const double StandingKmh = 3;

    /// <summary>Parked units report seldom; over a longer silence the engine may have been off.</summary>
    private const double MaximumGapSeconds = 900;

    public static void Apply(SafetyState state, in SafetyInput input, SafetyThresholds thresholds, List<SafetyFinding> findings)
    {
        var at = input.Current.Timestamp;
        if (input.Current.EngineRunning is not true || input.SpeedKmh >= StandingKmh)
        {
            state.Idling = null;
            return;
        }

        if (input.Previous is null || (at - input.Previous.Timestamp).TotalSeconds > MaximumGapSeconds)
        {
            state.Idling = null;
        }

        var stand = state.Idling ??= new IdlingState { Since = at };
        var seconds = (at - stand.Since).TotalSeconds;
        if (stand.Reported || seconds < thresholds.IdlingSeconds)
        {
            return;
        }

        stand.Reported = true;
        var location = new GeoPoint(input.Current.Latitude, input.Current.Longitude);
        findings.Add(new SafetyFinding
        {
            Type = SafetyTypes.Idling,
            Severity = Severity.Low,
            At = at,
            Location = location,
            SpeedKmh = input.SpeedKmh,
            Details = ImmutableDictionary<string, double>.Empty.Add("duration_seconds", seconds),
            Why = new Provenance
            {
                Rule = SafetyTypes.Idling + ".engine",
                RuleVersion = RuleVersion,
                Thresholds = ImmutableDictionary<string, double>.Empty.Add("seconds", thresholds.IdlingSeconds),
                Positions = [stand.Since, at],
            },
            Risk = RiskModel.Assess(new RiskFacts { Type = SafetyTypes.Idling, Severity = Severity.Low, At = at, Location = location }),
        });
    }
}
