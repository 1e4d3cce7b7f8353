namespace Fleet.Safety;

/// <summary>Harsh braking, acceleration and cornering: by accelerometer where its mounting is known, else by speed and heading.</summary>
internal static class HarshDetector
{
    /// <summary>Detector defaults by satellite speed alone, m/s²: means over a second, hence lower than an accelerometer's peaks.</summary>
    public const double SpeedAlong = 0.30 * Mounting.Gravity;

    public const double SpeedAcross = 0.25 * Mounting.Gravity;

    /// <summary>An accelerometer's reading stands for the time since the one before, at most for this.</summary>
    private const double ReadingSeconds = 1;

    public static void Apply(SafetyState state, in SafetyInput input, SafetyThresholds thresholds, List<SafetyFinding> findings)
    {
        var change = MotionReader.Read(state, input);
        var elapsed = input.Previous is { } previous ? (input.Current.Timestamp - previous.Timestamp).TotalSeconds : double.NaN;
        if (!(elapsed <= MotionReader.MaximumSeconds))
        {
            Manoeuvres.Interrupt(state, input, thresholds, findings);
        }

        var readingSeconds = elapsed > 0 ? Math.Min(elapsed, ReadingSeconds) : ReadingSeconds;
        if (input.Current.Acceleration is { } reading)
        {
            Mounting.Learn(state.Mounting ??= new MountingState(), reading, readingSeconds, change?.Along);
            if (Mounting.IsLearned(state.Mounting))
            {
                var push = Direct(Mounting.Split(state.Mounting, reading), change);
                Feed(state, input, thresholds, push, readingSeconds, PushSource.Accelerometer, PushSource.Accelerometer, findings);
                return;
            }
        }

        if (change is { } motion)
        {
            Feed(state, input, thresholds, (motion.Along, motion.Across ?? 0), motion.Seconds, PushSource.Speed, motion.ByGyroscope ? PushSource.Gyroscope : PushSource.Speed, findings);
        }
    }

    /// <summary>Until forward is known, the speed and heading say what kind a push is; where they are silent it has no kind.</summary>
    private static (double Along, double Across) Direct(Push push, MotionChange? change)
    {
        if (push.DirectionKnown)
        {
            return (push.Forward, push.Left);
        }

        if (change is not { } motion)
        {
            return default;
        }

        return Math.Abs(motion.Across ?? 0) > Math.Abs(motion.Along)
            ? (0, push.Forward)
            : (Math.CopySign(push.Forward, motion.Along), 0);
    }

    private static void Feed(
        SafetyState state,
        in SafetyInput input,
        SafetyThresholds thresholds,
        (double Along, double Across) push,
        double seconds,
        PushSource along,
        PushSource turning,
        List<SafetyFinding> findings)
    {
        // One reading belongs to one manoeuvre only: the axis that it pushes hardest on.
        var across = Math.Abs(push.Across) > Math.Abs(push.Along);
        foreach (var kind in ManoeuvreKinds.All)
        {
            var strength = kind switch
            {
                ManoeuvreKind.Cornering => across ? Math.Abs(push.Across) : 0,
                ManoeuvreKind.Accelerating => across ? 0 : Math.Max(push.Along, 0),
                _ => across ? 0 : Math.Max(-push.Along, 0),
            };
            Manoeuvres.Apply(state, kind, new PushSample(strength, seconds, kind == ManoeuvreKind.Cornering ? turning : along), input, thresholds, findings);
        }
    }
}
