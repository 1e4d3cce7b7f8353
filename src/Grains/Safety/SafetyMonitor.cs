namespace Fleet.Safety;

/// <summary>All detectors over one vehicle's positions. Pure: state and input decide, batches may be split anywhere.</summary>
public static class SafetyMonitor
{
    /// <summary>Takes one position and adds what it completed to <paramref name="findings"/>.</summary>
    public static void Apply(SafetyState state, in SafetyInput input, SafetyThresholds thresholds, List<SafetyFinding> findings)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(thresholds);
        ArgumentNullException.ThrowIfNull(findings);
        _ = input;
    }
}
