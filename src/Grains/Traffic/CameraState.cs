namespace Fleet.Traffic;

[GenerateSerializer, Alias("Fleet.CameraState")]
public sealed class CameraState
{
    /// <summary>Null for a camera that is not there.</summary>
    [Id(0)] public CameraDefinition? Definition { get; set; }

    [Id(1)] public CameraStatus Status { get; set; }

    /// <summary>By the camera's own clock.</summary>
    [Id(2)] public DateTimeOffset? LastFrame { get; set; }

    /// <summary>By ours.</summary>
    [Id(3)] public DateTimeOffset? LastReceivedAt { get; set; }

    [Id(4)] public CameraHealth? Health { get; set; }

    [Id(5)] public TrafficFlowMeasured? Flow { get; set; }

    /// <summary>The minute under way.</summary>
    [Id(6)] public FlowMinute? Minute { get; set; }

    /// <summary>When its status was told last, by our clock.</summary>
    [Id(7)] public DateTimeOffset? StatusToldAt { get; set; }

    /// <summary>Counts what was told of its status: what tells two such events of one moment apart.</summary>
    [Id(8)] public long StatusChanges { get; set; }
}
