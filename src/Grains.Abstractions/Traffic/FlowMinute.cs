namespace Fleet.Traffic;

/// <summary>What a camera measured in one minute of the clock: the resolution of its history.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.FlowMinute")]
public sealed record FlowMinute
{
    [Id(0)] public required DateTimeOffset Start { get; init; }

    /// <summary>Measures it is made of.</summary>
    [Id(1)] public int Samples { get; init; }

    [Id(2)] public int Vehicles { get; init; }

    /// <summary>Sum of speed × vehicles and the vehicles it is of: their quotient is the mean speed, km/h.</summary>
    [Id(3)] public double SpeedVehicles { get; init; }

    [Id(4)] public int SpeedOf { get; init; }

    /// <summary>Sum of occupancies and how many.</summary>
    [Id(5)] public double Occupancies { get; init; }

    [Id(6)] public int OccupancyOf { get; init; }

    public double? AverageSpeedKmh => SpeedOf > 0 ? SpeedVehicles / SpeedOf : null;

    public double? Occupancy => OccupancyOf > 0 ? Occupancies / OccupancyOf : null;
}
