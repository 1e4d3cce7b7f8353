namespace Fleet.Traffic;

/// <summary>One traffic camera; key <see cref="GrainKey.For"/> of organization and camera.</summary>
[Alias("Fleet.ICameraGrain")]
public interface ICameraGrain : IGrainWithStringKey
{
    [Alias("Define")]
    Task<CameraSnapshot> Define(CameraDefinition definition);

    [Alias("Measure")]
    Task<TrafficTaken> Measure(Detection detection);

    /// <summary>A sign of life.</summary>
    /// <param name="lastFrame">When the camera had its newest picture; null for now.</param>
    [Alias("Beat")]
    Task<TrafficTaken> Beat(DateTimeOffset? lastFrame, CameraHealth? health);

    /// <summary>Null where there is no such camera.</summary>
    [Alias("Get")]
    Task<CameraSnapshot?> Get();

    [Alias("Remove")]
    Task<bool> Remove();
}
