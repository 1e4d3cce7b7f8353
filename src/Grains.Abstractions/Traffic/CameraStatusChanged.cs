namespace Fleet.Traffic;

/// <summary>How a camera is. The subject is the camera.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.CameraStatusChanged")]
public sealed record CameraStatusChanged : TrafficEvent
{
    [Id(0)] public required CameraStatus Status { get; init; }

    [Id(1)] public DateTimeOffset? LastFrame { get; init; }

    [Id(2)] public CameraHealth? Health { get; init; }

    /// <summary>Whether status or health differ from what was told before; else it is a repeated sign of life.</summary>
    [Id(3)] public bool Differs { get; init; }

    /// <summary>There is no such camera any more.</summary>
    [Id(4)] public bool Removed { get; init; }

    /// <summary>The minute that the camera had begun when it fell silent.</summary>
    [Id(5)] public FlowMinute? Closes { get; init; }

    /// <summary>A repeated sign of life says nothing new.</summary>
    public override bool IsMeasurement => !Differs;
}
