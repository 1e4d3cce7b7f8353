using System.Collections.Immutable;

namespace Fleet.Traffic;

/// <summary>A zone's congestion at one moment.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.Congestion")]
public sealed record Congestion
{
    [Id(0)] public required DateTimeOffset At { get; init; }

    /// <summary>Null where nothing fresh is known; then so are the rest.</summary>
    [Id(1)] public CongestionLevel? Level { get; init; }

    /// <summary>1 − speed ratio, 0 … 1.</summary>
    [Id(2)] public double? Severity { get; init; }

    [Id(3)] public ImmutableArray<string> AffectedRoads { get; init; } = [];

    /// <summary>Minutes above the free-flow travel time.</summary>
    [Id(4)] public double? DelayMinutes { get; init; }

    /// <summary>Those that are quicker, the quickest first.</summary>
    [Id(5)] public ImmutableArray<AlternativeDelay> Alternatives { get; init; } = [];

    /// <summary>Travel time over free-flow travel time, at least about 1.</summary>
    [Id(6)] public double? TravelTimeIndex { get; init; }

    /// <summary>Cameras with a fresh measure.</summary>
    [Id(7)] public int Cameras { get; init; }

    /// <summary>Vehicles of the fleet it was drawn from: 0, or at least as many as keep each unknown.</summary>
    [Id(8)] public int Vehicles { get; init; }
}
