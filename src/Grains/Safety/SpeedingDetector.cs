using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Geography;

namespace Fleet.Safety;

/// <summary>
/// Speeding: over the limit by the tolerated excess for the tolerated time without a break. The severity is the highest
/// step of excess that was held for that whole time; a stretch is told again only at a higher one.
/// </summary>
internal static class SpeedingDetector
{
    private const int RuleVersion = 1;

    /// <summary>Over again within a minute is still the same stretch.</summary>
    private const double SameStretchSeconds = 60;

    /// <summary>Positions further apart do not show what was between them.</summary>
    private const double MaximumGapSeconds = 60;

    /// <summary>km/h on top of the tolerated excess: with the seed's 15 the steps are 15, 25, 40 and 60 over.</summary>
    private static readonly ImmutableArray<(Severity Step, double ExtraKmh)> Steps =
        [(Severity.Low, 0), (Severity.Medium, 10), (Severity.High, 25), (Severity.Critical, 45)];

    public static void Apply(SafetyState state, in SafetyInput input, SafetyThresholds thresholds, List<SafetyFinding> findings)
    {
        var at = input.Current.Timestamp;
        var excess = input.SpeedKmh - (input.SpeedLimitKmh ?? double.PositiveInfinity);
        var broken = input.Previous is null || (at - input.Previous.Timestamp).TotalSeconds > MaximumGapSeconds;
        var stretch = state.Speeding;
        if (stretch is not null && (broken || (at - stretch.LastAt).TotalSeconds > SameStretchSeconds))
        {
            state.Speeding = stretch = null;
        }

        if (excess < thresholds.SpeedingOverLimitKmh)
        {
            if (stretch is { Reported: null })
            {
                state.Speeding = null;
            }
            else if (stretch is not null)
            {
                Restart(stretch, excess, thresholds, at);
            }

            return;
        }

        state.Speeding = stretch ??= new SpeedingState();
        stretch.LastAt = at;
        stretch.TopSpeed = Math.Max(stretch.TopSpeed, input.SpeedKmh);
        Restart(stretch, excess, thresholds, at);
        Severity? held = null;
        foreach (var (step, _) in Steps)
        {
            if (stretch[step] is { } since && (at - since).TotalSeconds >= thresholds.SpeedingSeconds)
            {
                held = step;
            }
        }

        if (held is { } severity && !(severity <= stretch.Reported))
        {
            findings.Add(Finding(stretch, severity, input, thresholds));
            stretch.Reported = severity;
        }
    }

    private static void Restart(SpeedingState stretch, double excess, SafetyThresholds thresholds, DateTimeOffset at)
    {
        foreach (var (step, extra) in Steps)
        {
            stretch[step] = excess < thresholds.SpeedingOverLimitKmh + extra ? null : stretch[step] ?? at;
        }
    }

    private static SafetyFinding Finding(SpeedingState stretch, Severity severity, in SafetyInput input, SafetyThresholds thresholds)
    {
        var location = new GeoPoint(input.Current.Latitude, input.Current.Longitude);
        var since = stretch[severity]!.Value;
        var limit = input.SpeedLimitKmh!.Value;
        return new SafetyFinding
        {
            Type = SafetyTypes.Speeding,
            Severity = severity,
            At = input.Current.Timestamp,
            Location = location,
            SpeedKmh = input.SpeedKmh,
            Details = ImmutableDictionary.CreateRange(
            [
                KeyValuePair.Create("speed", input.SpeedKmh),
                KeyValuePair.Create("speed_limit", limit),
                KeyValuePair.Create("over_limit", input.SpeedKmh - limit),
                KeyValuePair.Create("max_speed", stretch.TopSpeed),
                KeyValuePair.Create("duration_seconds", (input.Current.Timestamp - since).TotalSeconds),
            ]),
            Why = new Provenance
            {
                Rule = $"{SafetyTypes.Speeding}.{input.LimitSource ?? "limit"}",
                RuleVersion = RuleVersion,
                Thresholds = ImmutableDictionary.CreateRange(
                [
                    KeyValuePair.Create("over_limit_kmh", thresholds.SpeedingOverLimitKmh),
                    KeyValuePair.Create("seconds", thresholds.SpeedingSeconds),
                    KeyValuePair.Create("speed_limit_kmh", limit),
                ]),
                Positions = [since, input.Current.Timestamp],
                Road = input.LimitRoad?.Key,
            },
            Risk = RiskModel.Assess(new RiskFacts
            {
                Type = SafetyTypes.Speeding,
                Severity = severity,
                At = input.Current.Timestamp,
                Location = location,
                SpeedKmh = input.SpeedKmh,
                OverLimit = true,
            }),
        };
    }
}
