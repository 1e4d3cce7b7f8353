using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Geography;
using Fleet.Vehicles;

namespace Fleet.Safety;

/// <summary>
/// A crash: a blow of at least 2.5 g to a vehicle that moved, which then comes to a stand and stays there. Potholes and kerbs
/// give such blows too, but the vehicle drives on; a door slammed does, but the vehicle stood before.
/// </summary>
internal static class CrashDetector
{
    private const int RuleVersion = 1;

    public const double Blow = 2.5 * Mounting.Gravity;

    /// <summary>Blows to a vehicle that did not move within this time before are somebody loading it, seconds.</summary>
    private const double MovedWithinSeconds = 5;

    private const double MovingKmh = 10;

    private const double StandingKmh = 3;

    /// <summary>It stands at the latest this long after the blow, seconds.</summary>
    private const double StopsWithinSeconds = 10;

    /// <summary>And stays for this long, seconds: longer than a look at what one has driven over takes.</summary>
    private const double StandsSeconds = 30;

    /// <summary>Over a longer hole nobody knows what the vehicle did, seconds.</summary>
    private const double MaximumGapSeconds = 60;

    public static void Apply(SafetyState state, in SafetyInput input, List<SafetyFinding> findings)
    {
        var at = input.Current.Timestamp;
        if (input.Previous is null || (at - input.Previous.Timestamp).TotalSeconds > MaximumGapSeconds)
        {
            (state.Impact, state.MovedAt) = (null, null);
        }

        if (state.Impact is { } impact)
        {
            Follow(state, impact, input, findings);
        }

        if (input.Current.Acceleration is { } reading && Strength(state.Mounting, reading) is var strength and >= Blow
            && (at - state.MovedAt)?.TotalSeconds <= MovedWithinSeconds
            && (state.Impact is null || strength > state.Impact.Peak))
        {
            state.Impact = new ImpactState
            {
                At = at,
                Peak = strength,
                Location = new GeoPoint(input.Current.Latitude, input.Current.Longitude),
                SpeedBefore = state.Impact?.SpeedBefore ?? input.Previous!.SpeedKmh ?? input.SpeedKmh,
                OverLimit = state.Impact?.OverLimit ?? state.OverLimit,
            };
        }

        if (input.SpeedKmh >= MovingKmh)
        {
            state.MovedAt = at;
        }
    }

    /// <summary>The device fell silent after a blow, so that no position can show the stand: that is no reason to keep quiet.</summary>
    /// <param name="silentSince">Time of the newest position.</param>
    /// <returns>Null where there was no blow, or the vehicle drove on after it.</returns>
    public static SafetyFinding? Silence(SafetyState state, DateTimeOffset silentSince)
    {
        var impact = state.Impact;
        state.Impact = null;
        return impact is not null && ((silentSince - impact.At).TotalSeconds <= StopsWithinSeconds || impact.StandsSince is not null)
            ? Finding(impact, silentSince, speedAfter: 0, "silence")
            : null;
    }

    private static void Follow(SafetyState state, ImpactState impact, in SafetyInput input, List<SafetyFinding> findings)
    {
        var at = input.Current.Timestamp;
        if (input.SpeedKmh >= StandingKmh)
        {
            // It rolls on for a moment, or it drove off again.
            state.Impact = impact.StandsSince is null && (at - impact.At).TotalSeconds < StopsWithinSeconds ? impact : null;
            return;
        }

        if (impact.StandsSince is not { } since)
        {
            state.Impact = (at - impact.At).TotalSeconds <= StopsWithinSeconds ? impact with { StandsSince = at } : null;
            return;
        }

        if ((at - since).TotalSeconds >= StandsSeconds)
        {
            state.Impact = null;
            findings.Add(Finding(impact, at, input.SpeedKmh, "accelerometer"));
        }
    }

    /// <summary>The reading without gravity, as far as it is known which part of it that is.</summary>
    private static double Strength(MountingState? mounting, Vector3 reading) =>
        mounting is not null && Mounting.IsLearned(mounting, HarshRules.Shipped) ? reading.Plus(mounting.Gravity, -1).Length()
        : mounting is not null && Mounting.LacksGravity(mounting) ? reading.Length()
        : reading.Length() - Mounting.Gravity;

    private static SafetyFinding Finding(ImpactState impact, DateTimeOffset until, double speedAfter, string source) => new()
    {
        Type = SafetyTypes.CrashDetection,
        Severity = Severity.Critical,
        At = impact.At,
        Location = impact.Location,
        SpeedKmh = impact.SpeedBefore,
        Details = ImmutableDictionary.CreateRange(
        [
            KeyValuePair.Create("acceleration", Math.Round(impact.Peak, 3)),
            KeyValuePair.Create("speed_before", impact.SpeedBefore),
            KeyValuePair.Create("speed_after", speedAfter),
            KeyValuePair.Create("standing_seconds", (until - (impact.StandsSince ?? until)).TotalSeconds),
        ]),
        Why = new Provenance
        {
            Rule = SafetyTypes.CrashDetection + "." + source,
            RuleVersion = RuleVersion,
            Thresholds = ImmutableDictionary.CreateRange(
            [
                KeyValuePair.Create("meters_per_second_squared", Blow),
                KeyValuePair.Create("stops_within_seconds", StopsWithinSeconds),
                KeyValuePair.Create("stands_seconds", StandsSeconds),
            ]),
            Positions = [.. new[] { impact.At, impact.StandsSince ?? until, until }.Distinct()],
        },
        Risk = RiskModel.Assess(new RiskFacts
        {
            Type = SafetyTypes.CrashDetection,
            Severity = Severity.Critical,
            At = impact.At,
            Location = impact.Location,
            SpeedKmh = impact.SpeedBefore,
            SeverityScore = Math.Min(10, HarshLevels.Score(impact.Peak)),
            OverLimit = impact.OverLimit,
        }),
    };
}
