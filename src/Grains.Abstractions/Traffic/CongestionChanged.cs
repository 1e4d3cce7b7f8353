namespace Fleet.Traffic;

/// <summary>How full a zone is. The subject is the zone.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.CongestionChanged")]
public sealed record CongestionChanged : TrafficEvent
{
    [Id(0)] public required Congestion Congestion { get; init; }

    /// <summary>The zone was removed: it has no congestion any more.</summary>
    [Id(1)] public bool Removed { get; init; }
}
