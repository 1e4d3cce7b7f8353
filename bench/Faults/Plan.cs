namespace Fleet.Faults;

/// <summary>What to break, and under how much load.</summary>
public sealed record Plan
{
    public required string What { get; init; }

    public required int Devices { get; init; }

    /// <summary>Of each device.</summary>
    public required int Points { get; init; }

    /// <summary>How often; 0 is each fault's own number.</summary>
    public required int Faults { get; init; }

    /// <summary>How long the database stays away.</summary>
    public required int Seconds { get; init; }

    /// <summary>Whether times and memory are judged, or said only.</summary>
    public bool Timed { get; init; } = true;

    internal long Total => (long)Devices * Points;
}
