namespace Fleet.Safety;

/// <summary>
/// Severity of an acceleration. Low, medium and high are the published levels of the black box behind
/// nds_blackbox_omaha (0.35, 0.45, 0.60 g); critical is 0.75 g, which docs/detection.md gives reasons for.
/// </summary>
internal static class HarshLevels
{
    public const double Low = 0.35 * Mounting.Gravity;
    public const double Medium = 0.45 * Mounting.Gravity;
    public const double High = 0.60 * Mounting.Gravity;
    public const double Critical = 0.75 * Mounting.Gravity;

    // Sensors give three decimals of g, and 0.35 g has no exact binary form.
    public const double Tolerance = 1e-6;

    /// <summary>Low also for what lies under 0.35 g, because a threshold of the organization's own may.</summary>
    public static Severity Of(double metersPerSecondSquared) => (metersPerSecondSquared + Tolerance) switch
    {
        >= Critical => Severity.Critical,
        >= High => Severity.High,
        >= Medium => Severity.Medium,
        _ => Severity.Low,
    };

    /// <summary>0 … 10: straight lines through 3 at low, 5 at medium, 7.5 at high, 9 at critical and 10 at 1 g.</summary>
    public static double Score(double metersPerSecondSquared) => metersPerSecondSquared switch
    {
        < Low => Between(metersPerSecondSquared, 0, Low, 0, 3),
        < Medium => Between(metersPerSecondSquared, Low, Medium, 3, 5),
        < High => Between(metersPerSecondSquared, Medium, High, 5, 7.5),
        < Critical => Between(metersPerSecondSquared, High, Critical, 7.5, 9),
        _ => Math.Min(10, Between(metersPerSecondSquared, Critical, Mounting.Gravity, 9, 10)),
    };

    private static double Between(double x, double x0, double x1, double y0, double y1) =>
        y0 + ((x - x0) / (x1 - x0) * (y1 - y0));
}
