using Fleet.Geography;
using Fleet.Organizations;
using Orleans.Concurrency;

namespace Fleet.Geofences;

/// <summary>
/// All fences of one organization; key <see cref="GrainKey.ForOrganization"/>. Silos hold an index of it each and are
/// told of changes; one that missed a change asks for what is new since its version.
/// </summary>
[Alias("Fleet.IGeofenceCatalogGrain")]
public interface IGeofenceCatalogGrain : IGrainWithStringKey
{
    /// <summary>
    /// By a geofence. Waits until the silos that watch have it, at most a second. Interleaves: what comes while silos are
    /// being told is told together, so that thousands of fences at once cost some dozens of rounds.
    /// </summary>
    [Alias("Put"), AlwaysInterleave]
    Task Put(GeofenceDefinition definition);

    /// <summary>By a geofence. As <see cref="Put"/>.</summary>
    [Alias("Remove"), AlwaysInterleave]
    Task Remove(string geofenceId);

    /// <param name="within">Only those with a point within; null for all.</param>
    [Alias("Count"), AlwaysInterleave]
    Task<GeofenceCount> Count(GeoBounds? within);

    /// <summary>What is new since a version; −1 for everything. Renews the observer's watch (it lapses after five minutes).</summary>
    [Alias("Watch")]
    Task<GeofenceChanges> Watch(IOrganizationObserver observer, long since);
}
