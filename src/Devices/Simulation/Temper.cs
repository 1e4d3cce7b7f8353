namespace Fleet.Devices.Simulation;

/// <summary>How a driver drives.</summary>
internal sealed record Temper
{
    /// <summary>Cruising speed as a share of the limit.</summary>
    public required double SpeedFactor { get; init; }

    /// <summary>Chance in a second of driving that he brakes or pushes hard.</summary>
    public required double HarshChance { get; init; }

    /// <summary>What he takes a corner with, m/s² sideways.</summary>
    public required double CornerAcceleration { get; init; }

    public static Temper Draw(Random random)
    {
        var wildness = Math.Pow(random.NextDouble(), 2);
        return new Temper
        {
            SpeedFactor = 0.92 + (wildness * 0.5),
            HarshChance = 0.0004 + (wildness * 0.006),
            CornerAcceleration = 1.8 + (wildness * 3),
        };
    }
}
