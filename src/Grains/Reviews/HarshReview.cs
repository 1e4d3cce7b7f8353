using Fleet.Organizations;
using Fleet.Safety;
using Fleet.Vehicles;

namespace Fleet.Reviews;

/// <summary>
/// What a harsh manoeuvre lacked. The detector itself measures: it is run again with its own threshold lowered, first in time,
/// then in strength, and what it then finds says how near it came.
/// </summary>
internal sealed class HarshReview(string vehicleId, string type, OrganizationContext context, VehicleOptions options)
{
    /// <summary>Lowered to: what a car does all the time, m/s².</summary>
    private const double Slight = 0.5;

    private SafetyThresholds Thresholds => context.Settings.Thresholds;

    public IEnumerable<ReviewCondition> Conditions(List<Position> positions, List<ReviewStep> near, Func<DateTimeOffset, bool> isNear)
    {
        var readings = near.Count(s => s.Position.SpeedKmh is not null || s.Position.Acceleration is not null);
        yield return new ReviewCondition
        {
            Name = "readings",
            Holds = readings > 0,
            Measured = readings,
            Threshold = 1,
            Note = readings > 0 ? null : "Neither speed nor acceleration was reported.",
        };
        var strongest = Find(positions, isNear, Lowered(new HarshThreshold(Slight, 0)));
        var source = SourceOf(strongest, near);
        var threshold = ManoeuvreKinds.ThresholdOf(KindOf(type), Thresholds, source, HarshRules.Shipped);
        var peak = strongest is null ? (double?)null : Math.Abs(strongest.Details.GetValueOrDefault(Figure(type)));
        yield return new ReviewCondition
        {
            Name = Figure(type) + "_mps2",
            Holds = peak + HarshLevels.Tolerance >= threshold.MetersPerSecondSquared,
            Measured = peak,
            Threshold = threshold.MetersPerSecondSquared,
            At = strongest?.At,
            Note = strongest is null ? "No manoeuvre of this kind was felt." : $"Measured by {NameOf(source)}.",
        };
        var strong = Find(positions, isNear, Lowered(threshold with { Seconds = 0 }));
        yield return new ReviewCondition
        {
            Name = "duration_seconds",
            Holds = strong is not null && strong.Details.GetValueOrDefault("duration_seconds") + HarshLevels.Tolerance >= threshold.Seconds,
            Measured = strong?.Details.GetValueOrDefault("duration_seconds"),
            Threshold = threshold.Seconds,
            At = strong?.At,
            Note = strong is null ? "It was never that strong." : null,
        };
    }

    /// <summary>The strongest of its type in the time asked about.</summary>
    private SafetyFinding? Find(List<Position> positions, Func<DateTimeOffset, bool> isNear, SafetyThresholds thresholds)
    {
        var lowered = context with { Settings = context.Settings with { Thresholds = thresholds, CustomEvents = [] } };
        var (state, monitor) = (new VehicleState(), new VehicleMonitor(vehicleId, options));
        SafetyFinding? strongest = null;
        foreach (var position in positions)
        {
            monitor.Apply(state, position, lowered, out var step);
            foreach (var finding in step?.Findings ?? [])
            {
                if (finding.Type == type && isNear(finding.At) && !(Strength(finding) <= (strongest is null ? null : Strength(strongest))))
                    strongest = finding;
            }
        }

        return strongest;
    }

    /// <summary>By which its strength was measured; of none, by which it would have been.</summary>
    private static PushSource SourceOf(SafetyFinding? found, List<ReviewStep> near) =>
        found is null ? near.Exists(s => s.Position.Acceleration is not null) ? PushSource.Accelerometer : PushSource.Speed
        : found.Why.Rule.EndsWith(".accelerometer", StringComparison.Ordinal) ? PushSource.Accelerometer
        : found.Why.Rule.EndsWith(".gyroscope", StringComparison.Ordinal) ? PushSource.Gyroscope
        : PushSource.Speed;

    private static string NameOf(PushSource source) => source switch
    {
        PushSource.Accelerometer => "accelerometer",
        PushSource.Gyroscope => "speed and gyroscope",
        _ => "speed and heading",
    };

    private double Strength(SafetyFinding finding) => Math.Abs(finding.Details.GetValueOrDefault(Figure(type)));

    private SafetyThresholds Lowered(HarshThreshold to) => type switch
    {
        SafetyTypes.HarshBraking => Thresholds with { HarshBraking = to },
        SafetyTypes.HarshAcceleration => Thresholds with { HarshAcceleration = to },
        _ => Thresholds with { HarshCornering = to },
    };

    private static ManoeuvreKind KindOf(string type) => type switch
    {
        SafetyTypes.HarshBraking => ManoeuvreKind.Braking,
        SafetyTypes.HarshAcceleration => ManoeuvreKind.Accelerating,
        _ => ManoeuvreKind.Cornering,
    };

    private static string Figure(string type) => type switch
    {
        SafetyTypes.HarshBraking => "deceleration",
        SafetyTypes.HarshAcceleration => "acceleration",
        _ => "lateral_acceleration",
    };
}
