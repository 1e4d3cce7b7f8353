using Fleet.Safety;

namespace Fleet.Reviews;

/// <summary>Low fuel: told once until the tank was filled.</summary>
internal static class FuelReview
{
    public static IEnumerable<ReviewCondition> Conditions(List<ReviewStep> steps, List<ReviewStep> near, SafetyThresholds thresholds)
    {
        var known = near.Where(s => s.Position.FuelLevel is not null).ToList();
        yield return new ReviewCondition
        {
            Name = "fuel_level_known",
            Holds = known.Count > 0,
            Measured = known.Count,
            Threshold = 1,
            Note = known.Count > 0 ? null : "The device does not report its tank.",
        };
        if (known.Count == 0)
            yield break;

        var lowest = known.MinBy(s => s.Position.FuelLevel);
        yield return new ReviewCondition
        {
            Name = "fuel_level",
            Holds = lowest.Position.FuelLevel < thresholds.LowFuelLevel,
            Measured = lowest.Position.FuelLevel,
            Threshold = thresholds.LowFuelLevel,
            At = lowest.At,
        };
        var before = steps.LastOrDefault(s => s.At < known[0].At && s.Position.FuelLevel is not null);
        if (before.Position is not null)
        {
            yield return new ReviewCondition
            {
                Name = "fuel_level_before",
                Holds = before.Position.FuelLevel >= thresholds.LowFuelLevel,
                Measured = before.Position.FuelLevel,
                Threshold = thresholds.LowFuelLevel,
                At = before.At,
                Note = before.Position.FuelLevel < thresholds.LowFuelLevel ? "It was low already: that is told once until the tank is filled." : null,
            };
        }
    }
}
