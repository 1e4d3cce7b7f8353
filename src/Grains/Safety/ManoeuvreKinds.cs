using System.Collections.Immutable;

namespace Fleet.Safety;

/// <summary>What differs between the kinds of manoeuvre: their names, thresholds and place in the state.</summary>
internal static class ManoeuvreKinds
{
    public static ImmutableArray<ManoeuvreKind> All { get; } =
        [ManoeuvreKind.Braking, ManoeuvreKind.Accelerating, ManoeuvreKind.Cornering];

    public static string TypeOf(ManoeuvreKind kind) => kind switch
    {
        ManoeuvreKind.Braking => SafetyTypes.HarshBraking,
        ManoeuvreKind.Accelerating => SafetyTypes.HarshAcceleration,
        _ => SafetyTypes.HarshCornering,
    };

    /// <summary>The threshold in force: the organization's where it set one, else the detector's own.</summary>
    public static HarshThreshold ThresholdOf(ManoeuvreKind kind, SafetyThresholds thresholds, PushSource source, HarshRules rules)
    {
        var custom = kind switch
        {
            ManoeuvreKind.Braking => thresholds.HarshBraking,
            ManoeuvreKind.Accelerating => thresholds.HarshAcceleration,
            _ => thresholds.HarshCornering,
        };
        var own = source switch
        {
            PushSource.Accelerometer => rules.Accelerometer,
            _ => kind == ManoeuvreKind.Cornering ? rules.SpeedAcross : rules.SpeedAlong,
        };

        // S0 writes braking as a negative number.
        var strength = Math.Abs(custom.MetersPerSecondSquared);
        return new HarshThreshold(strength > 0 ? strength : own, Math.Max(0, custom.Seconds));
    }

    public static ManoeuvreState? Get(SafetyState state, ManoeuvreKind kind) => kind switch
    {
        ManoeuvreKind.Braking => state.Braking,
        ManoeuvreKind.Accelerating => state.Accelerating,
        _ => state.Cornering,
    };

    public static void Set(SafetyState state, ManoeuvreKind kind, ManoeuvreState? manoeuvre)
    {
        switch (kind)
        {
            case ManoeuvreKind.Braking: state.Braking = manoeuvre; break;
            case ManoeuvreKind.Accelerating: state.Accelerating = manoeuvre; break;
            default: state.Cornering = manoeuvre; break;
        }
    }
}
