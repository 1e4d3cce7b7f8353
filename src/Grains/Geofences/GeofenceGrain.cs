using Fleet.Directory;
using Fleet.Events;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Geofences;

/// <summary>
/// Keeps one fence and tells the catalogue of it. Order: own state, directory, catalogue; a call that failed on the way
/// is repeated by its caller and does the rest.
/// </summary>
public sealed partial class GeofenceGrain(
    [PersistentState("geofence", "fleet")] IPersistentState<GeofenceState> state,
    IFleetDirectory directory,
    IOptions<ShardOptions> shards,
    TimeProvider time,
    ILogger<GeofenceGrain> log) : Grain, IGeofenceGrain, IRemindable
{
    private (string OrganizationId, string Id) Key => GrainKey.Split(this.GetPrimaryKeyString());

    public async Task<GeofenceSnapshot> Define(GeofenceDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var (organizationId, geofenceId) = Key;
        var before = state.State.Definition;
        state.State.Definition = definition with
        {
            GeofenceId = geofenceId,
            Incarnation = before?.Incarnation ?? time.GetUtcNow().UtcTicks,
            Revision = (before?.Revision ?? 0) + 1,
        };
        _listed = false;
        await Keep();
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
        var (organizationId, geofenceId) = Key;
        await directory.Remove(organizationId, EntityKind.Geofence, geofenceId, CancellationToken.None);
        await Catalog(organizationId).Remove(geofenceId);
        _removing = true; // what vehicles say meanwhile is of no interest any more
        try
        {
            await Publish(GeofenceDeadlines.All(state.State, time.GetUtcNow()));
            await Kept();
            await Disarm(listed: false);
            await state.ClearStateAsync();
        }
        finally
        {
            _removing = false;
        }

        return true;
    }

    public Task Wake() => Kept();

    public Task Enter(GeofenceStay stay) => Change(GeofenceRoster.Enter, stay);

    public Task Leave(string vehicleId, DateTimeOffset at) => Change((s, id) => GeofenceRoster.Leave(s, id, at), vehicleId);

    public Task Silence(string vehicleId, DateTimeOffset at) => Change((s, id) => GeofenceRoster.Silence(s, id, at), vehicleId);

    public Task Hear(string vehicleId, DateTimeOffset at) => Change((s, id) => GeofenceRoster.Silence(s, id, null), vehicleId);

    private async Task Change<T>(Func<GeofenceState, T, bool> change, T argument)
    {
        if (_removing || state.State.Definition is null)
        {
            return;
        }

        // What is said again changes nothing, and may not be written yet: its first call may have run out of time, or failed.
        _unwritten |= change(state.State, argument);
        if (_unwritten || !_keeping.IsCompleted)
        {
            await Keep();
        }
    }

    /// <param name="pending">Something comes due: after a restart its clock must run again.</param>
    private Task List(bool pending) => directory.Put(
        new FleetEntry { OrganizationId = Key.OrganizationId, Kind = EntityKind.Geofence, Id = Key.Id, Pending = pending }, CancellationToken.None);

    private IGeofenceCatalogGrain Catalog(string organizationId) =>
        GrainFactory.GetGrain<IGeofenceCatalogGrain>(GrainKey.ForOrganization(organizationId));

    private GeofenceSnapshot Snapshot(GeofenceDefinition definition) =>
        new() { Definition = definition, Occupants = GeofenceRoster.Occupants(state.State) };
}
