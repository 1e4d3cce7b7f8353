using Fleet.Vehicles;

namespace Fleet.Safety;

/// <summary>
/// Finds down and forward for an accelerometer of unknown mounting: down is its long mean, forward is where it pushes
/// when the speed rises. Figures and sources: docs/detection.md.
/// </summary>
internal static class Mounting
{
    public const double Gravity = 9.80665;

    private const double LongMeanSeconds = 600;
    private const double ShortMeanSeconds = 30;
    private const double LearnedAfterSeconds = 10;

    // No driving keeps a mean of a third of g up for half a minute; a unit turned in its holder does.
    private const double MovedMetersPerSecondSquared = 0.35 * Gravity;
    private const double MovedAfterSeconds = 120;

    private const double ForwardMinimumChange = 0.5;
    private const double ForwardMaximumChange = 6;
    private const double ForwardEvidenceNeeded = 60;
    private const double ForwardEvidenceKept = 0.999;
    private const double ForwardMinimumAgreement = 0.3;

    // A unit within these of square to the vehicle was mounted square: its own axes are then better than an estimate.
    private static readonly double UprightCosine = Math.Cos(6 * Math.PI / 180);
    private static readonly double StraightCosine = Math.Cos(25 * Math.PI / 180);

    /// <summary>Takes one reading.</summary>
    /// <param name="seconds">Time it stands for.</param>
    /// <param name="speedChange">m/s², from measured speeds; null where unknown.</param>
    public static void Learn(MountingState state, Vector3 reading, double seconds, double? speedChange)
    {
        state.Recent = state.Seconds == 0
            ? reading
            : state.Recent.Plus(reading.Plus(state.Recent, -1), seconds / ShortMeanSeconds);
        if (Math.Abs(reading.Length() - Gravity) < 0.4 * Gravity)
        {
            state.Seconds += seconds;
            state.Gravity = state.Gravity.Plus(
                reading.Plus(state.Gravity, -1), seconds / Math.Min(state.Seconds, LongMeanSeconds));
        }

        if (state.Seconds > MovedAfterSeconds && state.Recent.Plus(state.Gravity, -1).Length() > MovedMetersPerSecondSquared)
        {
            Forget(state);
        }
        else if (state.Seconds >= LearnedAfterSeconds
            && speedChange is { } change
            && Math.Abs(change) is > ForwardMinimumChange and < ForwardMaximumChange)
        {
            state.Forward = state.Forward.Times(ForwardEvidenceKept).Plus(reading.Plus(state.Gravity, -1), change);
            state.ForwardEvidence = (state.ForwardEvidence * ForwardEvidenceKept) + (change * change);
        }
    }

    /// <summary>Whether down is known. A unit that reports without gravity never gets there.</summary>
    public static bool IsLearned(MountingState state) =>
        state.Seconds >= LearnedAfterSeconds && state.Gravity.Length() is > 0.8 * Gravity and < 1.2 * Gravity;

    /// <summary>Whether the unit takes gravity out by itself: no reading looked like gravity, and the last one was too small for it.</summary>
    public static bool LacksGravity(MountingState state) => state.Seconds == 0 && state.Recent.Length() < 0.4 * Gravity;

    /// <summary>The push along and across the vehicle in one reading; only after <see cref="IsLearned"/>.</summary>
    public static Push Split(MountingState state, Vector3 reading)
    {
        var up = state.Gravity.Times(1 / state.Gravity.Length());
        var ownAxis = up.NearestAxis(UprightCosine);
        up = ownAxis ?? up;
        var level = reading.Across(up);
        if (FindForward(state, up, ownAxis is not null) is { } forward)
        {
            return new Push(level.Dot(forward), level.Dot(up.Cross(forward)), DirectionKnown: true);
        }

        var strength = ownAxis is null
            ? level.Length()
            : Math.Max(Math.Abs(level.X), Math.Max(Math.Abs(level.Y), Math.Abs(level.Z)));
        return new Push(strength, 0, DirectionKnown: false);
    }

    private static Vector3? FindForward(MountingState state, Vector3 up, bool square)
    {
        var forward = state.Forward.Across(up);
        var length = forward.Length();
        if (state.ForwardEvidence < ForwardEvidenceNeeded || length < ForwardMinimumAgreement * state.ForwardEvidence)
        {
            return null;
        }

        forward = forward.Times(1 / length);
        return square ? forward.NearestAxis(StraightCosine) ?? forward : forward;
    }

    private static void Forget(MountingState state)
    {
        state.Seconds = 0;
        state.Gravity = default;
        state.Forward = default;
        state.ForwardEvidence = 0;
    }
}
