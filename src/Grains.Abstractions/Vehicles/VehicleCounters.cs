namespace Fleet.Vehicles;

/// <summary>The vehicle's conservation ledger: received = accepted + duplicate + late + refused. Jumps are counted within accepted.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.VehicleCounters")]
public readonly record struct VehicleCounters
{
    [Id(0)] public long Received { get; init; }

    [Id(1)] public long Accepted { get; init; }

    [Id(2)] public long Duplicate { get; init; }

    [Id(3)] public long Late { get; init; }

    [Id(4)] public long Refused { get; init; }

    /// <summary>Accepted positions set aside because no vehicle could have got there in the time.</summary>
    [Id(5)] public long Jumps { get; init; }
}
