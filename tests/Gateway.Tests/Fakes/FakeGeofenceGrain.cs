using System.Collections.Immutable;
using Fleet.Directory;
using Fleet.Geofences;

namespace Fleet.Gateway.Fakes;

public sealed class FakeGeofenceGrain(string key, IFleetDirectory directory) : IGeofenceGrain
{
    private readonly List<GeofenceOccupant> _occupants = [];
    private GeofenceDefinition? _definition;

    public async Task<GeofenceSnapshot> Define(GeofenceDefinition definition)
    {
        _definition = definition;
        await directory.Put(
            new FleetEntry { OrganizationId = GrainKey.Split(key).OrganizationId, Kind = EntityKind.Geofence, Id = definition.GeofenceId }, default);
        return (await Get())!;
    }

    public Task<GeofenceSnapshot?> Get() => Task.FromResult(
        _definition is null ? null : new GeofenceSnapshot { Definition = _definition, Occupants = [.. _occupants.ToImmutableArray()] });

    public async Task<bool> Remove()
    {
        var (organization, id) = GrainKey.Split(key);
        await directory.Remove(organization, EntityKind.Geofence, id, default);
        var existed = _definition is not null;
        _definition = null;
        return existed;
    }

    public Task Enter(GeofenceStay stay)
    {
        _occupants.Add(new GeofenceOccupant { VehicleId = stay.VehicleId, Since = stay.Since });
        return Task.CompletedTask;
    }

    public Task Silence(string vehicleId, DateTimeOffset at)
    {
        var at0 = _occupants.FindIndex(o => o.VehicleId == vehicleId);
        _occupants[at0] = _occupants[at0] with { SilentSince = at };
        return Task.CompletedTask;
    }

    public Task Hear(string vehicleId, DateTimeOffset at) => throw new NotSupportedException();

    public Task Wake() => throw new NotSupportedException();

    public Task Leave(string vehicleId, DateTimeOffset at) => throw new NotSupportedException();
}
