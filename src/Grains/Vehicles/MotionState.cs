namespace Fleet.Vehicles;

/// <summary>What the derived values need of the past. Owned by the vehicle grain.</summary>
[GenerateSerializer, Alias("Fleet.MotionState")]
public sealed class MotionState
{
    /// <summary>Speed at the last good position, reported or derived, km/h.</summary>
    [Id(0)] public double? SpeedKmh { get; set; }

    /// <summary>Heading at the last good position, reported or derived.</summary>
    [Id(1)] public double? HeadingDegrees { get; set; }

    [Id(2)] public double? FuelLevel { get; set; }

    /// <summary>Start of the stretch over which fuel is measured.</summary>
    [Id(3)] public DateTimeOffset FuelSince { get; set; }

    [Id(4)] public double FuelThen { get; set; }

    [Id(5)] public double? FuelRate { get; set; }

    [Id(6)] public bool? EngineRunning { get; set; }

    [Id(7)] public double? OdometerKm { get; set; }

    /// <summary>The way since <see cref="FuelSince"/>, metres.</summary>
    [Id(8)] public double FuelMeters { get; set; }

    public MotionState Copy() => (MotionState)MemberwiseClone();
}
