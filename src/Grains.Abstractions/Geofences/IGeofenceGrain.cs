using Orleans.Concurrency;

namespace Fleet.Geofences;

/// <summary>One fence; key <see cref="GrainKey.For"/>(organization, geofence). Owns the definition and who is inside.</summary>
[Alias("Fleet.IGeofenceGrain")]
public interface IGeofenceGrain : IGrainWithStringKey
{
    /// <summary>Creates or replaces it; returns once every silo's index has it (or, at the latest, after a second).</summary>
    [Alias("Define")]
    Task<GeofenceSnapshot> Define(GeofenceDefinition definition);

    /// <summary>Interleaves, because the catalogue asks it while a fence waits for the catalogue.</summary>
    /// <returns>Null where there is no such fence.</returns>
    [Alias("Get"), AlwaysInterleave]
    Task<GeofenceSnapshot?> Get();

    [Alias("Remove")]
    Task<bool> Remove();

    /// <summary>By a vehicle. Idempotent.</summary>
    [Alias("Enter")]
    Task Enter(string vehicleId, DateTimeOffset at);

    /// <summary>By a vehicle. Idempotent.</summary>
    [Alias("Leave")]
    Task Leave(string vehicleId, DateTimeOffset at);
}
