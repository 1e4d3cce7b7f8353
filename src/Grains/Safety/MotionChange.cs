namespace Fleet.Safety;

/// <summary>How the motion changed between two fixes.</summary>
/// <param name="Along">m/s², positive when the speed rises.</param>
/// <param name="ByGyroscope">The turn was measured by the gyroscope, not by headings.</param>
/// <param name="Across">m/s², positive to the right; null where no heading could be trusted.</param>
internal readonly record struct MotionChange(double Along, double? Across, double Seconds, bool ByGyroscope);
