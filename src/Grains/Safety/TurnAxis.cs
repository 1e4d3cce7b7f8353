using Fleet.Vehicles;

namespace Fleet.Safety;

/// <summary>
/// Finds the axis about which a vehicle turns for a gyroscope of unknown mounting: where it reads when the headings turn.
/// Figures and sources: docs/detection.md.
/// </summary>
internal static class TurnAxis
{
    /// <summary>Takes one reading.</summary>
    /// <param name="turnRate">By headings, rad/s, positive to the right; null where unknown.</param>
    /// <returns>The turn rate by gyroscope, rad/s, positive to the right; null until the axis is known.</returns>
    public static double? Read(TurnAxisState before, Vector3 gyroscope, double? turnRate, HarshRules rules, out TurnAxisState after)
    {
        after = before;
        if (turnRate is { } rate)
        {
            var kept = 1 - (1 / rules.TurnMemory);
            after = Math.Abs(rate) < rules.StraightRate
                ? before with { Zero = before.Zero.Plus(gyroscope.Plus(before.Zero, -1), 1 / rules.ZeroReadings) }
                : before with
                {
                    Axis = before.Axis.Times(kept).Plus(gyroscope.Plus(before.Zero, -1), rate),
                    Evidence = (before.Evidence * kept) + (rate * rate),
                };
        }

        var length = after.Axis.Length();
        return after.Evidence >= rules.TurnEvidence && length >= rules.TurnAgreement * after.Evidence
            ? gyroscope.Plus(after.Zero, -1).Dot(after.Axis) / length
            : null;
    }
}
