using System.Collections.Immutable;

namespace Fleet.Traffic;

[GenerateSerializer, Immutable, Alias("Fleet.CameraSnapshot")]
public sealed record CameraSnapshot
{
    [Id(0)] public required CameraDefinition Definition { get; init; }

    [Id(1)] public required CameraStatus Status { get; init; }

    [Id(2)] public DateTimeOffset? LastFrame { get; init; }

    [Id(3)] public CameraHealth? Health { get; init; }

    [Id(4)] public ImmutableArray<string> ZoneIds { get; init; } = [];

    /// <summary>The newest measure.</summary>
    [Id(5)] public TrafficFlowMeasured? Flow { get; init; }
}
