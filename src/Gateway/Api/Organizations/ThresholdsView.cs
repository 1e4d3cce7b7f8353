using System.ComponentModel;
using Fleet.Safety;

namespace Fleet.Gateway.Api.Organizations;

/// <summary>An organization's thresholds in the shape of S0's configure_thresholds.</summary>
public sealed record ThresholdsView
{
    [Description("m/s²; absent members mean the detector's documented default.")]
    public HarshView? HarshAcceleration { get; init; }

    [Description("m/s², negative.")]
    public HarshView? HarshBraking { get; init; }

    [Description("Sideways, in g.")]
    public HarshView? HarshCornering { get; init; }

    public SpeedingView? Speeding { get; init; }

    [Description("Standing with the engine on for this long is idling.")]
    public double? IdlingSeconds { get; init; }

    [Description("Share of the tank under which fuel is low, 0 … 1.")]
    public double? LowFuelLevel { get; init; }

    internal static ThresholdsView Of(SafetyThresholds thresholds) => new()
    {
        HarshAcceleration = ThresholdsJson.View(thresholds.HarshAcceleration, 1),
        HarshBraking = ThresholdsJson.View(thresholds.HarshBraking, -1),
        HarshCornering = ThresholdsJson.View(thresholds.HarshCornering, 1 / ThresholdsJson.Gravity),
        Speeding = new SpeedingView(thresholds.SpeedingOverLimitKmh, thresholds.SpeedingSeconds),
        IdlingSeconds = thresholds.IdlingSeconds,
        LowFuelLevel = thresholds.LowFuelLevel,
    };
}
