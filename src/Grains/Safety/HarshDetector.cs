using Fleet.Geography;

namespace Fleet.Safety;

/// <summary>Harsh braking, acceleration and cornering: by accelerometer where its mounting is known, else by speed and heading.</summary>
internal static class HarshDetector
{
    /// <summary>An accelerometer's reading stands for the time since the one before, at most for this.</summary>
    private const double ReadingSeconds = 1;

    public static void Apply(SafetyState state, in SafetyInput input, SafetyThresholds thresholds, HarshRules rules, List<SafetyFinding> findings)
    {
        var change = MotionReader.Read(state, input, rules);
        var elapsed = input.Previous is { } previous ? (input.Current.Timestamp - previous.Timestamp).TotalSeconds : double.NaN;
        if (!(elapsed <= rules.GapSeconds))
        {
            Manoeuvres.Interrupt(state, input, thresholds, rules, findings);
        }

        var readingSeconds = elapsed > 0 ? Math.Min(elapsed, ReadingSeconds) : ReadingSeconds;
        if (input.Current.Acceleration is { } reading)
        {
            if (!Mounting.Learn(state.Mounting ??= new MountingState(), reading, readingSeconds, change, rules))
            {
                Manoeuvres.Drop(state, PushSource.Accelerometer);
            }

            if (Mounting.IsLearned(state.Mounting, rules))
            {
                var push = Direct(Mounting.Split(state.Mounting, reading, rules), change);
                var here = new PushSample(
                    0, readingSeconds, PushSource.Accelerometer, input.Current.Timestamp, new GeoPoint(input.Current.Latitude, input.Current.Longitude), input.SpeedKmh);
                Feed(state, input, thresholds, push, here, PushSource.Accelerometer, rules, findings);
                return;
            }
        }

        if (change is { } motion)
        {
            var there = new PushSample(0, motion.Seconds, PushSource.Speed, motion.At.At, motion.At.Location, motion.At.SpeedKmh);
            Feed(state, input, thresholds, (motion.Along, motion.Across ?? 0), there, motion.ByGyroscope ? PushSource.Gyroscope : PushSource.Speed, rules, findings);
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
        in PushSample sample,
        PushSource turning,
        HarshRules rules,
        List<SafetyFinding> findings)
    {
        // One reading belongs to one manoeuvre only: the axis on which it comes nearest to its threshold, or goes farthest beyond.
        var along = push.Along > 0 ? ManoeuvreKind.Accelerating : ManoeuvreKind.Braking;
        var across = Math.Abs(push.Across) * ManoeuvreKinds.ThresholdOf(along, thresholds, sample.Source, rules).MetersPerSecondSquared
            > Math.Abs(push.Along) * ManoeuvreKinds.ThresholdOf(ManoeuvreKind.Cornering, thresholds, turning, rules).MetersPerSecondSquared;
        foreach (var kind in ManoeuvreKinds.All)
        {
            var strength = kind switch
            {
                ManoeuvreKind.Cornering => across ? Math.Abs(push.Across) : 0,
                ManoeuvreKind.Accelerating => across ? 0 : Math.Max(push.Along, 0),
                _ => across ? 0 : Math.Max(-push.Along, 0),
            };
            var one = sample with { Strength = strength, Source = kind == ManoeuvreKind.Cornering ? turning : sample.Source };
            Manoeuvres.Apply(state, kind, one, input, thresholds, rules, findings);
        }
    }
}
