namespace Fleet.Devices.Replays;

/// <summary>How a trace is fed to the gateway.</summary>
public sealed record ReplayOptions
{
    /// <summary>Event seconds per second; null sends as fast as the gateway acknowledges.</summary>
    public double? Speed { get; init; }

    /// <summary>Send by the points' own times instead of the file's order.</summary>
    public bool Sort { get; init; }

    /// <summary>Points per request, 1 … 1000.</summary>
    public int Batch { get; init; } = 200;

    /// <summary>Requests in flight, 1 … 64. A vehicle's points always go through the same one, so that they arrive in order.</summary>
    public int Lanes { get; init; } = 4;

    /// <summary>A trip that the trace names is completed when its vehicle's points are at an end, as an ignition switched off would.</summary>
    public bool CompleteTrips { get; init; } = true;

    /// <summary>How long to wait at the end for the stream to deliver what was acknowledged.</summary>
    public TimeSpan CatchUpLimit { get; init; } = TimeSpan.FromSeconds(60);
}
