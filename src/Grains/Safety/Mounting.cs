using Fleet.Vehicles;

namespace Fleet.Safety;

/// <summary>
/// Finds down and forward for an accelerometer of unknown mounting: down is its long mean, forward is where it pushes
/// when the speed rises. Figures and sources: docs/detection.md.
/// </summary>
internal static class Mounting
{
    public const double Gravity = 9.80665;

    /// <summary>Takes one reading.</summary>
    /// <param name="seconds">Time it stands for.</param>
    /// <param name="change">Of the measured speed; null where unknown.</param>
    /// <returns>False where the unit was moved: all is learnt anew, and what it seemed to say of late was nothing.</returns>
    public static bool Learn(MountingState state, Vector3 reading, double seconds, MotionChange? change, HarshRules rules)
    {
        state.Recent = state.Seconds == 0
            ? reading
            : state.Recent.Plus(reading.Plus(state.Recent, -1), seconds / rules.RecentSeconds);
        state.TurnedSeconds = IsLearned(state, rules)
            && reading.Plus(state.Gravity, -1).Length() > rules.Turned
            && Math.Abs(reading.Length() - Gravity) < rules.TurnedLength ? state.TurnedSeconds + seconds : 0;
        if (state.TurnedSeconds >= rules.TurnedSeconds
            || (state.Seconds > rules.MovedAfterSeconds && state.Recent.Plus(state.Gravity, -1).Length() > rules.Moved))
        {
            Forget(state);
            return false;
        }

        if (Math.Abs(reading.Length() - Gravity) < 0.4 * Gravity)
        {
            state.Seconds += seconds;
            state.Gravity = state.Gravity.Plus(
                reading.Plus(state.Gravity, -1), seconds / Math.Min(state.Seconds, rules.DownSeconds));
        }

        if (state.Seconds >= rules.DownKnownSeconds && change is { Along: var along, Reading: { } then }
            && Math.Abs(along) > rules.TeachingMinimum && Math.Abs(along) < rules.TeachingMaximum)
        {
            var kept = 1 - (1 / rules.ForwardMemory);
            state.Forward = state.Forward.Times(kept).Plus(then.Plus(state.Gravity, -1), along);
            state.ForwardEvidence = (state.ForwardEvidence * kept) + (along * along);
        }

        return true;
    }

    /// <summary>Whether down is known. A unit that reports without gravity never gets there.</summary>
    public static bool IsLearned(MountingState state, HarshRules rules) =>
        state.Seconds >= rules.DownKnownSeconds && state.Gravity.Length() is > 0.8 * Gravity and < 1.2 * Gravity;

    /// <summary>Whether the unit takes gravity out by itself: no reading looked like gravity, and the last one was too small for it.</summary>
    public static bool LacksGravity(MountingState state) => state.Seconds == 0 && state.Recent.Length() < 0.4 * Gravity;

    /// <summary>The push along and across the vehicle in one reading; only after <see cref="IsLearned"/>.</summary>
    public static Push Split(MountingState state, Vector3 reading, HarshRules rules)
    {
        var up = state.Gravity.Times(1 / state.Gravity.Length());
        var ownAxis = up.NearestAxis(Cosine(rules.UprightDegrees));
        up = ownAxis ?? up;
        var level = reading.Across(up);
        if (FindForward(state, up, ownAxis is not null, rules) is { } forward)
        {
            return new Push(level.Dot(forward), level.Dot(up.Cross(forward)), DirectionKnown: true);
        }

        var strength = ownAxis is null
            ? level.Length()
            : Math.Max(Math.Abs(level.X), Math.Max(Math.Abs(level.Y), Math.Abs(level.Z)));
        return new Push(strength, 0, DirectionKnown: false);
    }

    private static Vector3? FindForward(MountingState state, Vector3 up, bool square, HarshRules rules)
    {
        var forward = state.Forward.Across(up);
        var length = forward.Length();
        if (state.ForwardEvidence < rules.ForwardEvidence || length < rules.ForwardAgreement * state.ForwardEvidence)
        {
            return null;
        }

        forward = forward.Times(1 / length);
        return square ? forward.NearestAxis(Cosine(rules.StraightDegrees)) ?? forward : forward;
    }

    private static double Cosine(double degrees) => Math.Cos(degrees * Math.PI / 180);

    private static void Forget(MountingState state)
    {
        state.Seconds = 0;
        state.TurnedSeconds = 0;
        state.Gravity = default;
        state.Forward = default;
        state.ForwardEvidence = 0;
    }
}
