using Fleet.Vehicles;

namespace Fleet.Safety;

/// <summary>
/// Finds the axis about which a vehicle turns for a gyroscope of unknown mounting: where it reads when the headings turn.
/// Figures and sources: docs/detection.md.
/// </summary>
internal static class TurnAxis
{
    /// <summary>Two or three right-angle corners: each is about 0.4 rad/s for four seconds, (rad/s)².</summary>
    private const double EvidenceNeeded = 1;

    private const double EvidenceKept = 0.999;

    /// <summary>Both read the same turn, but a heading is a mean over a second and lags.</summary>
    private const double MinimumAgreement = 0.3;

    /// <summary>Straight on, rad/s: what the gyroscope reads then is its zero.</summary>
    private const double Straight = 0.01;
    private const double ZeroShare = 0.02;

    /// <summary>Takes one reading.</summary>
    /// <param name="turnRate">By headings, rad/s, positive to the right; null where unknown.</param>
    /// <returns>The turn rate by gyroscope, rad/s, positive to the right; null until the axis is known.</returns>
    public static double? Read(TurnAxisState before, Vector3 gyroscope, double? turnRate, out TurnAxisState after)
    {
        after = before;
        if (turnRate is { } rate)
        {
            after = Math.Abs(rate) < Straight
                ? before with { Zero = before.Zero.Plus(gyroscope.Plus(before.Zero, -1), ZeroShare) }
                : before with
                {
                    Axis = before.Axis.Times(EvidenceKept).Plus(gyroscope.Plus(before.Zero, -1), rate),
                    Evidence = (before.Evidence * EvidenceKept) + (rate * rate),
                };
        }

        var length = after.Axis.Length();
        return after.Evidence >= EvidenceNeeded && length >= MinimumAgreement * after.Evidence
            ? gyroscope.Plus(after.Zero, -1).Dot(after.Axis) / length
            : null;
    }
}
