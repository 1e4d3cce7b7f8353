using Fleet.Vehicles;

namespace Fleet.Safety;

/// <summary>Accelerations from measured speed, and from heading or gyroscope.</summary>
internal static class MotionReader
{
    /// <summary>Faster devices are read once a second: over less the noise of the speed is larger than the change.</summary>
    private const double MinimumSeconds = 0.9;

    /// <summary>Over a longer way a mean says nothing of its peak.</summary>
    public const double MaximumSeconds = 5;

    /// <summary>Below it a heading from satellites wanders by itself.</summary>
    private const double MinimumHeadingSpeedKmh = 15;

    /// <summary>No tyre does more; such a change is a bad fix.</summary>
    private const double Impossible = 1.2 * Mounting.Gravity;

    /// <summary>Reads the change since the reference fix and moves the reference on.</summary>
    /// <returns>Null where there is nothing new to read; both rates in m/s², the turn null where no heading can be trusted.</returns>
    public static MotionChange? Read(SafetyState state, in SafetyInput input)
    {
        if (input.Current.SpeedKmh is not { } speed)
        {
            return null;
        }

        var now = new MotionFix(input.Current.Timestamp, speed, input.Current.HeadingDegrees);
        if (input.Previous is null || state.Reference is not { } before)
        {
            state.Reference = now;
            return null;
        }

        var seconds = (now.At - before.At).TotalSeconds;
        if (seconds < MinimumSeconds)
        {
            return null;
        }

        state.Reference = now;
        if (seconds > MaximumSeconds)
        {
            return null;
        }

        var along = (now.SpeedKmh - before.SpeedKmh) / 3.6 / seconds;
        var headings = TurnRate(before, now, seconds);
        var measured = input.Current.Gyroscope is { } gyroscope
            ? ReadGyroscope(state, gyroscope, headings)
            : null;
        var turn = (measured ?? headings) * (before.SpeedKmh + now.SpeedKmh) / 2 / 3.6;
        return Math.Abs(along) > Impossible ? null
            : new MotionChange(along, turn is { } t && Math.Abs(t) <= Impossible ? t : null, seconds, measured is not null);
    }

    private static double? ReadGyroscope(SafetyState state, Vector3 gyroscope, double? headings)
    {
        var rate = TurnAxis.Read(state.TurnAxis ?? new TurnAxisState(), gyroscope, headings, out var learnt);
        state.TurnAxis = learnt;
        return rate;
    }

    /// <summary>rad/s, positive to the right.</summary>
    private static double? TurnRate(in MotionFix before, in MotionFix now, double seconds)
    {
        if (before.HeadingDegrees is not { } from || now.HeadingDegrees is not { } to
            || Math.Min(before.SpeedKmh, now.SpeedKmh) < MinimumHeadingSpeedKmh)
        {
            return null;
        }

        var degrees = Math.IEEERemainder(to - from, 360);
        return degrees * Math.PI / 180 / seconds;
    }
}
