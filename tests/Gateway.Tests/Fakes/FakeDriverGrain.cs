using Fleet.Compliance;
using Fleet.Directory;
using Fleet.Drivers;

namespace Fleet.Gateway.Fakes;

public sealed class FakeDriverGrain(string key, IFleetDirectory directory) : IDriverGrain
{
    private static readonly DateTimeOffset Now = new(2024, 4, 13, 10, 30, 0, TimeSpan.Zero);

    private readonly DutyState _duty = new();
    private DriverDetails _details = new();

    public bool Exists { get; set; }

    public string? VehicleId { get; set; }

    public Task<DriverSnapshot> Record(DriverActivity activity) => throw new NotSupportedException();

    public Task<DutyReport> GetDuty()
    {
        var clock = new DutyMonitor(DutySettings.Of(new HoursOfServiceOptions())).Judge(_duty, Now).Clock;
        return Task.FromResult(new DutyReport { At = Now, Status = clock.Status, Left = clock.Left(), CycleDays = 8, Declared = _duty.Declared.Count > 0 });
    }

    public Task<DutyReport> Declare(DutyStatus status, DateTimeOffset? at)
    {
        DutyLog.Declare(_duty, new DutyChange(at ?? Now, status));
        return GetDuty();
    }

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
