using System.Collections.Immutable;
using Fleet.Events;

namespace Fleet.Safety;

/// <summary>
/// Makes one finding of each manoeuvre. It is told once the push falls below the threshold, at the latest two seconds
/// after its peak; what follows within two seconds is still the same manoeuvre and is told again only at a higher severity.
/// </summary>
internal static class Manoeuvres
{
    private const int RuleVersion = 2;
    public const double RepeatedSeconds = 600;

    public static void Apply(
        SafetyState state,
        ManoeuvreKind kind,
        in PushSample sample,
        in SafetyInput input,
        SafetyThresholds thresholds,
        HarshRules rules,
        List<SafetyFinding> findings)
    {
        var manoeuvre = ManoeuvreKinds.Get(state, kind);
        var threshold = ManoeuvreKinds.ThresholdOf(kind, thresholds, sample.Source, rules);
        var at = sample.At;
        if (sample.Strength + HarshLevels.Tolerance < threshold.MetersPerSecondSquared)
        {
            if (manoeuvre is null)
            {
                return;
            }

            Close(state, kind, manoeuvre, input, threshold, rules, findings);
            if (manoeuvre.Reported is null || (at - manoeuvre.LastAt).TotalSeconds > rules.SameManoeuvreSeconds)
            {
                ManoeuvreKinds.Set(state, kind, null);
            }

            return;
        }

        if (manoeuvre is null || (!manoeuvre.Open && (at - manoeuvre.LastAt).TotalSeconds > rules.SameManoeuvreSeconds))
        {
            manoeuvre = Begin(sample, input, reported: null);
            ManoeuvreKinds.Set(state, kind, manoeuvre);
        }
        else if (!manoeuvre.Open)
        {
            manoeuvre = Begin(sample, input, manoeuvre.Reported);
            ManoeuvreKinds.Set(state, kind, manoeuvre);
        }
        else
        {
            Continue(manoeuvre, sample, input);
        }

        if ((input.Current.Timestamp - manoeuvre.PeakAt).TotalSeconds >= rules.TellAfterPeakSeconds)
        {
            Tell(state, kind, manoeuvre, input, threshold, rules, findings);
        }
    }

    /// <summary>The way to this position cannot be trusted or is too long: what was under way is over.</summary>
    public static void Interrupt(SafetyState state, in SafetyInput input, SafetyThresholds thresholds, HarshRules rules, List<SafetyFinding> findings)
    {
        foreach (var kind in ManoeuvreKinds.All)
        {
            if (ManoeuvreKinds.Get(state, kind) is { } manoeuvre)
            {
                var threshold = ManoeuvreKinds.ThresholdOf(kind, thresholds, manoeuvre.Source, rules);
                Close(state, kind, manoeuvre, input, threshold, rules, findings);
                ManoeuvreKinds.Set(state, kind, null);
            }
        }
    }

    /// <summary>What was measured by it of late was wrong, and has not been told: forgets it.</summary>
    public static void Drop(SafetyState state, PushSource source)
    {
        foreach (var kind in ManoeuvreKinds.All)
        {
            if (ManoeuvreKinds.Get(state, kind)?.Source == source)
            {
                ManoeuvreKinds.Set(state, kind, null);
            }
        }
    }

    private static ManoeuvreState Begin(in PushSample sample, in SafetyInput input, Severity? reported)
    {
        var speedBefore = input.Previous?.SpeedKmh ?? input.SpeedKmh;
        return new ManoeuvreState
        {
            Start = sample.At,
            LastAt = sample.At,
            PeakAt = sample.At,
            Peak = sample.Strength,
            PeakLocation = sample.Location,
            PeakSpeedKmh = sample.SpeedKmh,
            OverLimit = input.SpeedKmh > input.SpeedLimitKmh,
            Seconds = sample.Seconds,
            SpeedBefore = speedBefore,
            TopSpeed = Math.Max(speedBefore, input.SpeedKmh),
            Source = sample.Source,
            Reported = reported,
        };
    }

    private static void Continue(ManoeuvreState manoeuvre, in PushSample sample, in SafetyInput input)
    {
        manoeuvre.LastAt = sample.At;
        manoeuvre.Seconds += sample.Seconds;
        manoeuvre.TopSpeed = Math.Max(manoeuvre.TopSpeed, input.SpeedKmh);
        if (sample.Strength > manoeuvre.Peak)
        {
            manoeuvre.Peak = sample.Strength;
            manoeuvre.PeakAt = sample.At;
            manoeuvre.PeakLocation = sample.Location;
            manoeuvre.PeakSpeedKmh = sample.SpeedKmh;
            manoeuvre.OverLimit = input.SpeedKmh > input.SpeedLimitKmh;
        }
    }

    private static void Close(
        SafetyState state,
        ManoeuvreKind kind,
        ManoeuvreState manoeuvre,
        in SafetyInput input,
        HarshThreshold threshold,
        HarshRules rules,
        List<SafetyFinding> findings)
    {
        if (manoeuvre.Open)
        {
            Tell(state, kind, manoeuvre, input, threshold, rules, findings);
            manoeuvre.Open = false;
        }
    }

    private static void Tell(
        SafetyState state,
        ManoeuvreKind kind,
        ManoeuvreState manoeuvre,
        in SafetyInput input,
        HarshThreshold threshold,
        HarshRules rules,
        List<SafetyFinding> findings)
    {
        var severity = HarshLevels.Of(manoeuvre.Peak);
        if (manoeuvre.Seconds + HarshLevels.Tolerance < threshold.Seconds
            || Math.Max(manoeuvre.TopSpeed, input.SpeedKmh) < rules.MovingKmh
            || severity <= manoeuvre.Reported)
        {
            return;
        }

        findings.Add(Finding(kind, manoeuvre, severity, input.SpeedKmh, threshold, state.LastHarshAt));
        manoeuvre.Reported = severity;
        state.LastHarshAt = manoeuvre.PeakAt;
    }

    private static SafetyFinding Finding(
        ManoeuvreKind kind,
        ManoeuvreState manoeuvre,
        Severity severity,
        double speedAfter,
        HarshThreshold threshold,
        DateTimeOffset? lastHarshAt)
    {
        var type = ManoeuvreKinds.TypeOf(kind);
        var (name, value) = kind switch
        {
            ManoeuvreKind.Braking => ("deceleration", -manoeuvre.Peak),
            ManoeuvreKind.Accelerating => ("acceleration", manoeuvre.Peak),
            _ => ("lateral_acceleration", manoeuvre.Peak),
        };
        return new SafetyFinding
        {
            Type = type,
            Severity = severity,
            At = manoeuvre.PeakAt,
            Location = manoeuvre.PeakLocation,
            SpeedKmh = manoeuvre.PeakSpeedKmh,
            Details = ImmutableDictionary.CreateRange(
            [
                KeyValuePair.Create(name, Math.Round(value, 3)),
                KeyValuePair.Create("duration_seconds", Math.Round(manoeuvre.Seconds, 3)),
                KeyValuePair.Create("speed_before", manoeuvre.SpeedBefore),
                KeyValuePair.Create("speed_after", speedAfter),
            ]),
            Why = new Provenance
            {
                Rule = type + "." + manoeuvre.Source.ToString().ToLowerInvariant(),
                RuleVersion = RuleVersion,
                Thresholds = ImmutableDictionary.CreateRange(
                [
                    KeyValuePair.Create("meters_per_second_squared", threshold.MetersPerSecondSquared),
                    KeyValuePair.Create("seconds", threshold.Seconds),
                ]),
                Positions = [.. new[] { manoeuvre.Start, manoeuvre.PeakAt, manoeuvre.LastAt }.Distinct()],
            },
            Risk = RiskModel.Assess(new RiskFacts
            {
                Type = type,
                Severity = severity,
                At = manoeuvre.PeakAt,
                Location = manoeuvre.PeakLocation,
                SpeedKmh = manoeuvre.PeakSpeedKmh,
                SeverityScore = HarshLevels.Score(manoeuvre.Peak),
                OverLimit = manoeuvre.OverLimit,
                Repeated = lastHarshAt is { } last && (manoeuvre.PeakAt - last).TotalSeconds is > 0 and <= RepeatedSeconds,
            }),
        };
    }
}
