namespace Fleet.Safety;

/// <summary>What the detectors remember of one vehicle: bounded, event time only. Owned by the vehicle grain.</summary>
[GenerateSerializer, Alias("Fleet.SafetyState")]
public sealed class SafetyState
{
    [Id(0)] public bool LowFuel { get; set; }
}
