namespace Fleet.Vehicles;

/// <summary>What a vehicle remembers to put its positions in order. Owned by the vehicle grain.</summary>
[GenerateSerializer, Alias("Fleet.SequenceState")]
public sealed class SequenceState
{
    /// <summary>The newest position that the vehicle's place follows.</summary>
    [Id(0)] public Position? LastGood { get; set; }

    /// <summary>The newest accepted timestamp, jumps included: older is late.</summary>
    [Id(1)] public DateTimeOffset? Newest { get; set; }

    [Id(2)] public TimestampRuns Known { get; set; } = new();

    /// <summary>The newest of the positions set aside that agree with each other; null where the last one was good.</summary>
    [Id(3)] public Position? Elsewhere { get; set; }

    /// <summary>How many they are.</summary>
    [Id(4)] public int ElsewhereCount { get; set; }
}
