using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Geography;

namespace Fleet.Safety;

/// <summary>
/// Makes one finding of each manoeuvre. It is told once the push falls below the threshold, at the latest two seconds
/// after its peak; what follows within two seconds is still the same manoeuvre and is told again only at a higher severity.
/// </summary>
internal static class Manoeuvres
{
    private const int RuleVersion = 1;
    private const double TellAfterPeakSeconds = 2;
    private const double SameManoeuvreSeconds = 2;
    public const double RepeatedSeconds = 600;

    /// <summary>A knock at a standing vehicle is no manoeuvre.</summary>
    private const double MovingKmh = 3;

    public static void Apply(
        SafetyState state,
        ManoeuvreKind kind,
        in PushSample sample,
        in SafetyInput input,
        SafetyThresholds thresholds,
        List<SafetyFinding> findings)
    {
        var manoeuvre = ManoeuvreKinds.Get(state, kind);
        var threshold = ManoeuvreKinds.ThresholdOf(kind, thresholds, sample.Source);
        var at = input.Current.Timestamp;
        if (sample.Strength + HarshLevels.Tolerance < threshold.MetersPerSecondSquared)
        {
            if (manoeuvre is null)
            {
                return;
            }

            Close(state, kind, manoeuvre, input, threshold, findings);
            if (manoeuvre.Reported is null || (at - manoeuvre.LastAt).TotalSeconds > SameManoeuvreSeconds)
            {
                ManoeuvreKinds.Set(state, kind, null);
            }

            return;
        }

        if (manoeuvre is null || (!manoeuvre.Open && (at - manoeuvre.LastAt).TotalSeconds > SameManoeuvreSeconds))
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

        if ((at - manoeuvre.PeakAt).TotalSeconds >= TellAfterPeakSeconds)
        {
            Tell(state, kind, manoeuvre, input, threshold, findings);
        }
    }

    /// <summary>The way to this position cannot be trusted or is too long: what was under way is over.</summary>
    public static void Interrupt(SafetyState state, in SafetyInput input, SafetyThresholds thresholds, List<SafetyFinding> findings)
    {
        foreach (var kind in ManoeuvreKinds.All)
        {
            if (ManoeuvreKinds.Get(state, kind) is { } manoeuvre)
            {
                var threshold = ManoeuvreKinds.ThresholdOf(kind, thresholds, manoeuvre.Source);
                Close(state, kind, manoeuvre, input, threshold, findings);
                ManoeuvreKinds.Set(state, kind, null);
            }
        }
    }

    private static ManoeuvreState Begin(in PushSample sample, in SafetyInput input, Severity? reported)
    {
        var speedBefore = input.Previous?.SpeedKmh ?? input.SpeedKmh;
        return new ManoeuvreState
        {
            Start = input.Current.Timestamp,
            LastAt = input.Current.Timestamp,
            PeakAt = input.Current.Timestamp,
            Peak = sample.Strength,
            PeakLocation = new GeoPoint(input.Current.Latitude, input.Current.Longitude),
            PeakSpeedKmh = input.SpeedKmh,
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
        manoeuvre.LastAt = input.Current.Timestamp;
        manoeuvre.Seconds += sample.Seconds;
        manoeuvre.TopSpeed = Math.Max(manoeuvre.TopSpeed, input.SpeedKmh);
        if (sample.Strength > manoeuvre.Peak)
        {
            manoeuvre.Peak = sample.Strength;
            manoeuvre.PeakAt = input.Current.Timestamp;
            manoeuvre.PeakLocation = new GeoPoint(input.Current.Latitude, input.Current.Longitude);
            manoeuvre.PeakSpeedKmh = input.SpeedKmh;
            manoeuvre.OverLimit = input.SpeedKmh > input.SpeedLimitKmh;
        }
    }

    private static void Close(
        SafetyState state,
        ManoeuvreKind kind,
        ManoeuvreState manoeuvre,
        in SafetyInput input,
        HarshThreshold threshold,
        List<SafetyFinding> findings)
    {
        if (manoeuvre.Open)
        {
            Tell(state, kind, manoeuvre, input, threshold, findings);
            manoeuvre.Open = false;
        }
    }

    private static void Tell(
        SafetyState state,
        ManoeuvreKind kind,
        ManoeuvreState manoeuvre,
        in SafetyInput input,
        HarshThreshold threshold,
        List<SafetyFinding> findings)
    {
        var severity = HarshLevels.Of(manoeuvre.Peak);
        if (manoeuvre.Seconds + HarshLevels.Tolerance < threshold.Seconds
            || Math.Max(manoeuvre.TopSpeed, input.SpeedKmh) < MovingKmh
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
