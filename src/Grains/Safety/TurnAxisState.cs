using Fleet.Vehicles;

namespace Fleet.Safety;

/// <summary>What was learnt of how a gyroscope sits in its vehicle. Turn rates in rad/s, device frame.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.TurnAxisState")]
public sealed record TurnAxisState
{
    /// <summary>Sum of the gyroscope's reading times the turn rate by headings: points along the axis of right turns.</summary>
    [Id(0)] public Vector3 Axis { get; init; }

    /// <summary>Sum of the turn rates' squares: how much <see cref="Axis"/> rests on, (rad/s)².</summary>
    [Id(1)] public double Evidence { get; init; }

    /// <summary>The gyroscope's mean while the headings stood still: its zero, rad/s.</summary>
    [Id(2)] public Vector3 Zero { get; init; }
}
