using Fleet.Geography;
using Fleet.Vehicles;

namespace Fleet.Safety;

/// <summary>
/// Accelerations from measured speed, and from heading or gyroscope: the slope over two seconds of fixes, which stands for their
/// middle. A satellite speed's noise weighs half as much in it as in the change from one second to the next.
/// </summary>
internal static class MotionReader
{
    /// <summary>Reads the change up to this position and remembers it for the next.</summary>
    /// <returns>Null where there is nothing new to read; both rates in m/s², the turn null where no heading can be trusted.</returns>
    public static MotionChange? Read(SafetyState state, in SafetyInput input, HarshRules rules)
    {
        if (input.Current.SpeedKmh is not { } speed)
        {
            return null;
        }

        var now = new MotionFix(input.Current.Timestamp, speed, input.Current.HeadingDegrees, new GeoPoint(input.Current.Latitude, input.Current.Longitude))
        {
            Acceleration = input.Current.Acceleration,
        };
        if (input.Previous is null || state.Reference is not { } middle || Seconds(middle, now) > rules.GapSeconds)
        {
            (state.Reference, state.Earlier) = (now, null);
            return null;
        }

        var step = Seconds(middle, now);
        if (step < rules.FixSeconds)
        {
            return null;
        }

        var headings = TurnRate(middle, now, rules);
        now = now with { TurnRate = headings };
        if (input.Current.Gyroscope is { } gyroscope && ReadGyroscope(state, gyroscope, headings, rules) is { } measured)
        {
            now = now with { TurnRate = measured, ByGyroscope = true };
        }

        var earlier = state.Earlier;
        (state.Earlier, state.Reference) = (middle, now);
        return step >= rules.SlopeSeconds ? Between(middle, now, now, step, rules)
            : earlier is { } from && IsPossible(from, middle, rules) && IsPossible(middle, now, rules) ? Between(from, middle, now, step, rules)
            : null;
    }

    /// <param name="from">The first of the fixes.</param>
    /// <param name="at">The one that the change stands for: the middle one, or the last of two.</param>
    /// <param name="now">The last of them.</param>
    private static MotionChange? Between(in MotionFix from, in MotionFix at, in MotionFix now, double step, HarshRules rules)
    {
        if (!IsPossible(from, now, rules))
        {
            return null;
        }

        var across = Turn(from, at, now) * (from.SpeedKmh + now.SpeedKmh) / 2 / 3.6;
        return new MotionChange(Slope(from, now), Math.Abs(across ?? 0) <= rules.Impossible ? across : null, step, now.ByGyroscope, at, from.Acceleration);
    }

    /// <summary>A heading's rate stands for the time up to its fix, a gyroscope's for the moment. rad/s.</summary>
    private static double? Turn(in MotionFix from, in MotionFix at, in MotionFix now) =>
        at == now ? now.TurnRate
        : from.ByGyroscope && at.ByGyroscope && now.ByGyroscope ? (from.TurnRate + at.TurnRate + now.TurnRate) / 3
        : (at.TurnRate + now.TurnRate) / 2;

    /// <summary>rad/s, positive to the right; null where no heading can be trusted.</summary>
    private static double? TurnRate(in MotionFix before, in MotionFix now, HarshRules rules) =>
        before.HeadingDegrees is { } from && now.HeadingDegrees is { } to && Math.Min(before.SpeedKmh, now.SpeedKmh) >= rules.HeadingKmh
            ? Math.IEEERemainder(to - from, 360) * Math.PI / 180 / Seconds(before, now)
            : null;

    private static double? ReadGyroscope(SafetyState state, Vector3 gyroscope, double? headings, HarshRules rules)
    {
        var rate = TurnAxis.Read(state.TurnAxis ?? new TurnAxisState(), gyroscope, headings, rules, out var learnt);
        state.TurnAxis = learnt;
        return rate;
    }

    private static bool IsPossible(in MotionFix from, in MotionFix to, HarshRules rules) => Math.Abs(Slope(from, to)) <= rules.Impossible;

    /// <summary>m/s².</summary>
    private static double Slope(in MotionFix from, in MotionFix to) => (to.SpeedKmh - from.SpeedKmh) / 3.6 / Seconds(from, to);

    private static double Seconds(in MotionFix from, in MotionFix to) => (to.At - from.At).TotalSeconds;
}
