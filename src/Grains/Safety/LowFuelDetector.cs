using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Geography;

namespace Fleet.Safety;

/// <summary>Low fuel: told when the level is found under the threshold, again only after it was well above.</summary>
internal static class LowFuelDetector
{
    private const int RuleVersion = 1;

    /// <summary>Fuel sloshes by a few per cent; a refill is more.</summary>
    private const double Hysteresis = 0.05;

    public static void Apply(SafetyState state, in SafetyInput input, SafetyThresholds thresholds, List<SafetyFinding> findings)
    {
        if (input.Current.FuelLevel is not { } level)
        {
            return;
        }

        if (level >= thresholds.LowFuelLevel)
        {
            state.LowFuel &= level < thresholds.LowFuelLevel + Hysteresis;
            return;
        }

        if (state.LowFuel)
        {
            return;
        }

        state.LowFuel = true;
        var at = input.Current.Timestamp;
        var location = new GeoPoint(input.Current.Latitude, input.Current.Longitude);
        findings.Add(new SafetyFinding
        {
            Type = SafetyTypes.LowFuel,
            Severity = Severity.Medium,
            At = at,
            Location = location,
            SpeedKmh = input.SpeedKmh,
            Details = ImmutableDictionary<string, double>.Empty.Add("fuel_level", level),
            Why = new Provenance
            {
                Rule = SafetyTypes.LowFuel + ".level",
                RuleVersion = RuleVersion,
                Thresholds = ImmutableDictionary<string, double>.Empty.Add("fuel_level", thresholds.LowFuelLevel),
                Positions = [at],
            },
            Risk = RiskModel.Assess(new RiskFacts { Type = SafetyTypes.LowFuel, Severity = Severity.Medium, At = at, Location = location }),
        });
    }
}
