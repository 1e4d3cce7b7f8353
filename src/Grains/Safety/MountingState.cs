using Fleet.Vehicles;

namespace Fleet.Safety;

/// <summary>What was learnt of how an accelerometer sits in its vehicle. Accelerations in m/s², device frame.</summary>
[GenerateSerializer, Alias("Fleet.MountingState")]
public sealed class MountingState
{
    /// <summary>The long mean: gravity, because everything a driver does evens out.</summary>
    [Id(0)] public Vector3 Gravity { get; set; }

    /// <summary>A short mean; far from the long one it tells that the unit was moved.</summary>
    [Id(1)] public Vector3 Recent { get; set; }

    /// <summary>Sum of acceleration times the speed's change: points forward.</summary>
    [Id(2)] public Vector3 Forward { get; set; }

    /// <summary>Sum of the speed changes' squares: how much <see cref="Forward"/> rests on, (m/s²)².</summary>
    [Id(3)] public double ForwardEvidence { get; set; }

    /// <summary>Time learnt from, seconds.</summary>
    [Id(4)] public double Seconds { get; set; }

    /// <summary>For how long readings have been gravity from another side, seconds.</summary>
    [Id(5)] public double TurnedSeconds { get; set; }

    public MountingState Copy() => (MountingState)MemberwiseClone();
}
