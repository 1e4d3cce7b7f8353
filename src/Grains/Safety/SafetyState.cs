namespace Fleet.Safety;

/// <summary>
/// What the detectors remember of one vehicle: a few hundred bytes at most, event time only, so that the same positions
/// give the same findings however they are cut into batches. Owned and persisted by the vehicle grain.
/// </summary>
[GenerateSerializer, Alias("Fleet.SafetyState")]
public sealed class SafetyState
{
    /// <summary>How the accelerometer sits in the vehicle; null until one was heard.</summary>
    [Id(0)] public MountingState? Mounting { get; set; }

    /// <summary>The newest fix that speed and heading were read from.</summary>
    [Id(1)] public MotionFix? Reference { get; set; }

    [Id(2)] public ManoeuvreState? Braking { get; set; }

    [Id(3)] public ManoeuvreState? Accelerating { get; set; }

    [Id(4)] public ManoeuvreState? Cornering { get; set; }

    [Id(5)] public SpeedingState? Speeding { get; set; }

    [Id(6)] public IdlingState? Idling { get; set; }

    /// <summary>Low fuel was reported and the tank has not been filled since.</summary>
    [Id(7)] public bool LowFuel { get; set; }

    /// <summary>Peak of the newest harsh finding.</summary>
    [Id(8)] public DateTimeOffset? LastHarshAt { get; set; }

    /// <summary>How the gyroscope sits in the vehicle; null until one was heard.</summary>
    [Id(9)] public TurnAxisState? TurnAxis { get; set; }

    /// <summary>A blow that may turn out to be a crash; null while there is none.</summary>
    [Id(10)] public ImpactState? Impact { get; set; }

    /// <summary>The newest moment at which the vehicle moved; null before.</summary>
    [Id(11)] public DateTimeOffset? MovedAt { get; set; }

    /// <summary>At the newest position the limit was exceeded.</summary>
    [Id(12)] public bool OverLimit { get; set; }

    /// <summary>The fix before <see cref="Reference"/>; null after a gap.</summary>
    [Id(13)] public MotionFix? Earlier { get; set; }

    /// <summary>The same, sharing nothing that changes.</summary>
    public SafetyState Copy()
    {
        var copy = (SafetyState)MemberwiseClone();
        (copy.Mounting, copy.Speeding, copy.Idling) = (Mounting?.Copy(), Speeding?.Copy(), Idling?.Copy());
        (copy.Braking, copy.Accelerating, copy.Cornering) = (Braking?.Copy(), Accelerating?.Copy(), Cornering?.Copy());
        return copy;
    }
}
