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

    /// <summary>Who is inside leaves, at the moment of the call on its own clock. False where there is no such fence.</summary>
    [Alias("Remove")]
    Task<bool> Remove();

    /// <summary>So that its clock runs again after a restart. Comes behind what is being told by then.</summary>
    [Alias("Wake")]
    Task Wake();

    /// <summary>By a vehicle. Idempotent. Interleaves, as all that vehicles say: those who come while the fence writes share the next write.</summary>
    [Alias("Enter"), AlwaysInterleave]
    Task Enter(GeofenceStay stay);

    /// <summary>By a vehicle. Idempotent.</summary>
    [Alias("Leave"), AlwaysInterleave]
    Task Leave(string vehicleId, DateTimeOffset at);

    /// <summary>By a vehicle that reports no longer: whether it is still inside is unknown. Idempotent.</summary>
    [Alias("Silence"), AlwaysInterleave]
    Task Silence(string vehicleId, DateTimeOffset at);

    /// <summary>By a vehicle that was silent and is still inside. Idempotent.</summary>
    [Alias("Hear"), AlwaysInterleave]
    Task Hear(string vehicleId, DateTimeOffset at);
}
