using Fleet.Gateway.Json;
using Fleet.Safety;

namespace Fleet.Gateway.Api.Organizations;

/// <summary>
/// S0's thresholds object, for REST and for configure_thresholds alike: acceleration and braking in m/s² (braking
/// negative, its sign may be left out), cornering in g. Kept as magnitudes in m/s². What is absent stays as it was;
/// null goes back to the default.
/// </summary>
internal static class ThresholdsJson
{
    /// <summary>Standard gravity, m/s² (CGPM 1901).</summary>
    public const double Gravity = 9.80665;

    private const double MaxMetersPerSecondSquared = 50;
    private const double MaxSeconds = 60;
    private const double MaxOverLimitKmh = 200;
    private const double MaxLongSeconds = 86_400;

    public static SafetyThresholds Read(JsonFields fields, SafetyThresholds current)
    {
        var defaults = new SafetyThresholds();
        var thresholds = current with
        {
            HarshAcceleration = ReadHarsh(fields, "harsh_acceleration", current.HarshAcceleration, MaxMetersPerSecondSquared, 1),
            HarshBraking = ReadHarsh(fields, "harsh_braking", current.HarshBraking, MaxMetersPerSecondSquared, 1),
            HarshCornering = ReadHarsh(fields, "harsh_cornering", current.HarshCornering, MaxMetersPerSecondSquared / Gravity, Gravity),
            IdlingSeconds = fields.Has("idling_seconds")
                ? fields.Number("idling_seconds", 1, MaxLongSeconds) ?? defaults.IdlingSeconds : current.IdlingSeconds,
            LowFuelLevel = fields.Has("low_fuel_level")
                ? fields.Number("low_fuel_level", 0, 1) ?? defaults.LowFuelLevel : current.LowFuelLevel,
        };
        if (!fields.Has("speeding"))
            return thresholds;

        var speeding = fields.Object("speeding");
        return thresholds with
        {
            SpeedingOverLimitKmh = speeding?.Number("over_limit", 0, MaxOverLimitKmh) ?? defaults.SpeedingOverLimitKmh,
            SpeedingSeconds = speeding?.Number("duration", 0, MaxLongSeconds) ?? defaults.SpeedingSeconds,
        };
    }

    public static HarshView? View(HarshThreshold threshold, double factor) =>
        threshold is { MetersPerSecondSquared: 0, Seconds: 0 } ? null : new HarshView(
            threshold.MetersPerSecondSquared == 0 ? null : Math.Round(Math.Abs(threshold.MetersPerSecondSquared) * factor, 9),
            threshold.Seconds == 0 ? null : threshold.Seconds);

    private static HarshThreshold ReadHarsh(JsonFields fields, string name, HarshThreshold current, double max, double factor)
    {
        if (!fields.Has(name))
            return current;

        var harsh = fields.Object(name);
        return new HarshThreshold(
            Math.Abs(harsh?.Number("threshold", -max, max) ?? 0) * factor,
            harsh?.Number("duration", 0, MaxSeconds) ?? 0);
    }
}
