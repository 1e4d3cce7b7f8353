using Fleet.Directory;
using Orleans.Runtime;

namespace Fleet.Geofences;

/// <summary>
/// Keeps one fence and tells the catalogue of it. Order: own state, directory, catalogue; a call that failed on the way
/// is repeated by its caller and does the rest.
/// </summary>
public sealed class GeofenceGrain(
    [PersistentState("geofence", "fleet")] IPersistentState<GeofenceState> state,
    IFleetDirectory directory) : Grain, IGeofenceGrain
{
    public async Task<GeofenceSnapshot> Define(GeofenceDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var (organizationId, geofenceId) = GrainKey.Split(this.GetPrimaryKeyString());
        state.State.Definition = definition with { GeofenceId = geofenceId };
        await state.WriteStateAsync();
        await directory.Put(
            new FleetEntry { OrganizationId = organizationId, Kind = EntityKind.Geofence, Id = geofenceId }, CancellationToken.None);
        await Catalog(organizationId).Put(state.State.Definition);
        return Snapshot(state.State.Definition);
    }

    public Task<GeofenceSnapshot?> Get() =>
        Task.FromResult(state.State.Definition is { } definition ? Snapshot(definition) : null);

    public async Task<bool> Remove()
    {
        if (state.State.Definition is null)
        {
            return false;
        }

        // The own state last: while it stands, a removal that failed can be repeated.
        var (organizationId, geofenceId) = GrainKey.Split(this.GetPrimaryKeyString());
        await directory.Remove(organizationId, EntityKind.Geofence, geofenceId, CancellationToken.None);
        await Catalog(organizationId).Remove(geofenceId);
        await state.ClearStateAsync();
        return true;
    }

    public Task Enter(string vehicleId, DateTimeOffset at) =>
        state.State.Definition is not null && GeofenceRoster.Enter(state.State, vehicleId, at)
            ? state.WriteStateAsync()
            : Task.CompletedTask;

    public Task Leave(string vehicleId, DateTimeOffset at) =>
        state.State.Definition is not null && GeofenceRoster.Leave(state.State, vehicleId, at)
            ? state.WriteStateAsync()
            : Task.CompletedTask;

    private IGeofenceCatalogGrain Catalog(string organizationId) =>
        GrainFactory.GetGrain<IGeofenceCatalogGrain>(GrainKey.ForOrganization(organizationId));

    private GeofenceSnapshot Snapshot(GeofenceDefinition definition) =>
        new() { Definition = definition, Occupants = GeofenceRoster.Occupants(state.State) };
}
