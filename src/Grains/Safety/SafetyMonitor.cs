namespace Fleet.Safety;

/// <summary>All detectors over one vehicle's positions. Pure: state and input decide, batches may be cut anywhere.</summary>
public static class SafetyMonitor
{
    /// <summary>Takes one position, in event-time order, and adds what it completed to <paramref name="findings"/>.</summary>
    /// <param name="rules">What is shipped where null.</param>
    public static void Apply(SafetyState state, in SafetyInput input, SafetyThresholds thresholds, List<SafetyFinding> findings, HarshRules? rules = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(thresholds);
        ArgumentNullException.ThrowIfNull(findings);
        CrashDetector.Apply(state, input, findings);
        HarshDetector.Apply(state, input, thresholds, rules ?? HarshRules.Shipped, findings);
        SpeedingDetector.Apply(state, input, thresholds, findings);
        IdlingDetector.Apply(state, input, thresholds, findings);
        LowFuelDetector.Apply(state, input, thresholds, findings);
        state.OverLimit = input.SpeedKmh > input.SpeedLimitKmh;
    }
}
