using Fleet.Safety;
using Fleet.Trips;

namespace Fleet.Reviews;

/// <summary>Rules that ask for something to last: speeding, idling, standing.</summary>
internal static class StretchReview
{
    /// <summary>A stand's speeds by satellite stay under this, km/h; the detectors' own figure.</summary>
    private const double StandingKmh = 3;

    public static ReviewCondition AtLeast(string name, ReviewStep step, Func<ReviewStep, double> measure, double threshold) => new()
    {
        Name = name,
        Holds = measure(step) >= threshold,
        Measured = Math.Round(measure(step), 3),
        Threshold = threshold,
        At = step.At,
    };

    public static IEnumerable<ReviewCondition> Speeding(List<ReviewStep> steps, List<ReviewStep> near, SafetyThresholds thresholds)
    {
        var limited = near.Where(s => s.LimitKmh is not null).ToList();
        yield return new ReviewCondition
        {
            Name = "speed_limit_known",
            Holds = limited.Count > 0,
            Measured = limited.Count,
            Threshold = 1,
            Note = limited.Count > 0 ? null : "Neither the report, a fence, a road nor the organization has a limit there.",
        };
        if (limited.Count == 0)
            yield break;

        yield return AtLeast("over_limit_kmh", limited.MaxBy(s => s.SpeedKmh - s.LimitKmh!.Value), static s => s.SpeedKmh - s.LimitKmh!.Value, thresholds.SpeedingOverLimitKmh);
        yield return Lasts(steps, s => s.SpeedKmh - s.LimitKmh >= thresholds.SpeedingOverLimitKmh, thresholds.SpeedingSeconds, "over_limit_seconds");
    }

    public static IEnumerable<ReviewCondition> Idling(List<ReviewStep> steps, List<ReviewStep> near, SafetyThresholds thresholds)
    {
        var running = near.Count(s => s.Position.EngineRunning is true);
        yield return new ReviewCondition
        {
            Name = "engine_running",
            Holds = running > 0,
            Measured = running,
            Threshold = 1,
            Note = running > 0 ? null
                : near.TrueForAll(s => s.Position.EngineRunning is null) ? "The device does not say whether the engine runs." : "The engine was off.",
        };
        var slowest = near.MinBy(s => s.SpeedKmh);
        yield return Below("speed_kmh", slowest, StandingKmh);
        yield return Lasts(steps, static s => s.Position.EngineRunning is true && s.SpeedKmh < StandingKmh, thresholds.IdlingSeconds, "standing_with_engine_seconds");
    }

    /// <summary>Standing as trips know it: it ends by speed and way, not by one noisy speed.</summary>
    public static IEnumerable<ReviewCondition> Stand(List<ReviewStep> steps, List<ReviewStep> near, TripOptions options, double seconds)
    {
        yield return Below("speed_kmh", near.MinBy(s => s.SpeedKmh), options.StoppedKmh);
        DateTimeOffset? stopped = null;
        var (meters, longest, at) = (0d, (double?)null, (DateTimeOffset?)null);
        foreach (var step in steps)
        {
            meters += step.MovedMeters;
            var moves = (step.SpeedKmh >= options.MovingKmh && meters >= options.ResumeMeters) || meters >= options.CreepMeters || step.Restarted;
            if (stopped is not null && step.Near && !((step.At - stopped.Value).TotalSeconds <= longest))
                (longest, at) = ((step.At - stopped.Value).TotalSeconds, step.At);

            if (stopped is not null && moves)
                stopped = null;

            if (stopped is null && step.SpeedKmh < options.StoppedKmh)
                (stopped, meters) = (step.At, 0);
        }

        yield return new ReviewCondition { Name = "standing_seconds", Holds = longest >= seconds, Measured = longest, Threshold = seconds, At = at };
    }

    private static ReviewCondition Below(string name, ReviewStep step, double threshold) => new()
    {
        Name = name,
        Holds = step.SpeedKmh < threshold,
        Measured = Math.Round(step.SpeedKmh, 3),
        Threshold = threshold,
        At = step.At,
    };

    /// <summary>The longest that it held without a break, up to a moment of the time asked about.</summary>
    private static ReviewCondition Lasts(List<ReviewStep> steps, Func<ReviewStep, bool> holds, double seconds, string name)
    {
        DateTimeOffset? since = null;
        var (longest, at) = ((double?)null, (DateTimeOffset?)null);
        foreach (var step in steps)
        {
            since = !holds(step) ? null : step.Restarted ? step.At : since ?? step.At;
            if (step.Near && since is { } start && !((step.At - start).TotalSeconds <= longest))
                (longest, at) = ((step.At - start).TotalSeconds, step.At);
        }

        return new ReviewCondition { Name = name, Holds = longest >= seconds, Measured = longest, Threshold = seconds, At = at };
    }
}
