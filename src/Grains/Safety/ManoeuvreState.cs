using Fleet.Geography;

namespace Fleet.Safety;

/// <summary>A manoeuvre under way, or just over and still to be told from a new one. Accelerations in m/s², speeds in km/h.</summary>
[GenerateSerializer, Alias("Fleet.ManoeuvreState")]
public sealed class ManoeuvreState
{
    [Id(0)] public required DateTimeOffset Start { get; set; }

    [Id(1)] public required DateTimeOffset PeakAt { get; set; }

    [Id(2)] public required DateTimeOffset LastAt { get; set; }

    [Id(3)] public required double Peak { get; set; }

    [Id(4)] public required GeoPoint PeakLocation { get; set; }

    [Id(5)] public required double PeakSpeedKmh { get; set; }

    /// <summary>Time at or beyond the threshold without a break, seconds.</summary>
    [Id(6)] public double Seconds { get; set; }

    [Id(7)] public required double SpeedBefore { get; set; }

    [Id(8)] public required double TopSpeed { get; set; }

    [Id(9)] public required PushSource Source { get; set; }

    /// <summary>False once it fell below the threshold.</summary>
    [Id(10)] public bool Open { get; set; } = true;

    /// <summary>What subscribers have been told; null for nothing yet.</summary>
    [Id(11)] public Severity? Reported { get; set; }

    /// <summary>The limit was exceeded at the peak.</summary>
    [Id(12)] public bool OverLimit { get; set; }

    public ManoeuvreState Copy() => (ManoeuvreState)MemberwiseClone();
}
