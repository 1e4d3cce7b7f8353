using Fleet.Geography;

namespace Fleet.Safety;

/// <summary>A blow to a moving vehicle, until it is known whether it stays where it is. Accelerations in m/s², speeds in km/h.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.ImpactState")]
public sealed record ImpactState
{
    [Id(0)] public required DateTimeOffset At { get; init; }

    [Id(1)] public required double Peak { get; init; }

    [Id(2)] public required GeoPoint Location { get; init; }

    [Id(3)] public required double SpeedBefore { get; init; }

    [Id(4)] public required bool OverLimit { get; init; }

    /// <summary>Since when it stands; null while it still moves.</summary>
    [Id(5)] public DateTimeOffset? StandsSince { get; init; }
}
