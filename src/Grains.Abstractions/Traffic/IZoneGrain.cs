namespace Fleet.Traffic;

/// <summary>One zone; key <see cref="GrainKey.For"/> of organization and zone.</summary>
[Alias("Fleet.IZoneGrain")]
public interface IZoneGrain : IGrainWithStringKey
{
    [Alias("Define")]
    Task<ZoneSnapshot> Define(ZoneDefinition definition);

    /// <summary>A camera of the zone, or of one of its alternatives, measured.</summary>
    [Alias("Observe")]
    Task Observe(CameraFlow flow);

    /// <summary>Null where there is no such zone.</summary>
    [Alias("Get")]
    Task<ZoneSnapshot?> Get();

    [Alias("Remove")]
    Task<bool> Remove();
}
