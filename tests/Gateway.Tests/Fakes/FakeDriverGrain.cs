using Fleet.Directory;
using Fleet.Drivers;

namespace Fleet.Gateway.Fakes;

public sealed class FakeDriverGrain(string key, IFleetDirectory directory) : IDriverGrain
{
    private DriverDetails _details = new();

    public bool Exists { get; set; }

    public string? VehicleId { get; set; }

    public Task<DriverSnapshot> Record(DriverActivity activity) => throw new NotSupportedException();

    public Task<DateTimeOffset?> SeenUntil(string vehicleId) => throw new NotSupportedException();

    public Task Checkpoint(string vehicleId, DateTimeOffset? after) => throw new NotSupportedException();

    public Task<DriverSnapshot> Get()
    {
        var (organization, id) = GrainKey.Split(key);
        return Task.FromResult(new DriverSnapshot
        {
            OrganizationId = organization, DriverId = id, Details = _details, Exists = Exists, VehicleId = VehicleId,
        });
    }

    public async Task<DriverSnapshot> Configure(DriverDetails details)
    {
        var (organization, id) = GrainKey.Split(key);
        (_details, Exists) = (details, true);
        await directory.Put(new FleetEntry { OrganizationId = organization, Kind = EntityKind.Driver, Id = id }, default);
        return await Get();
    }

    public async Task<bool> Remove()
    {
        var (organization, id) = GrainKey.Split(key);
        await directory.Remove(organization, EntityKind.Driver, id, default);
        var existed = Exists;
        Exists = false;
        return existed;
    }
}
