using System.Collections.Immutable;
using Fleet.Geography;

namespace Fleet.Traffic;

/// <summary>Which zones of an organization hold a place; key <see cref="GrainKey.ForOrganization"/>. It calls nobody.</summary>
[Alias("Fleet.ITrafficMapGrain")]
public interface ITrafficMapGrain : IGrainWithStringKey
{
    [Alias("Put")]
    Task Put(ZoneDefinition zone);

    [Alias("Remove")]
    Task Remove(string zoneId);

    /// <summary>The zones around a place, in the order of their ids.</summary>
    [Alias("At")]
    Task<ImmutableArray<string>> At(GeoPoint place);

    [Alias("OfCamera")]
    Task<CameraZones> OfCamera(string cameraId, GeoPoint place);
}
