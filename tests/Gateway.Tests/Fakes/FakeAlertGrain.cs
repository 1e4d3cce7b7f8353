using System.Collections.Immutable;
using Fleet.Alerts;
using Fleet.Directory;
using Fleet.Notifications;

namespace Fleet.Gateway.Fakes;

/// <summary>The real life of an alert, in memory; nobody is told.</summary>
public sealed class FakeAlertGrain(string key, IFleetDirectory directory, TimeProvider time) : IAlertGrain
{
    private readonly AlertState _state = new();
    private readonly AlertLife _life = new(GrainKey.Split(key).OrganizationId, new AlertOptions());

    public Task Apply(ImmutableArray<AlertCommand> commands)
    {
        foreach (var command in commands)
            _life.Apply(_state, command, new NotificationSettings { Sms = new() { Default = ["+491"] } }, time.GetUtcNow());

        return List();
    }

    public Task<AlertSnapshot?> Get() => Task.FromResult(AlertLife.Snapshot(_state));

    public async Task<AlertSnapshot?> Acknowledge(string by, string? note)
    {
        _life.Acknowledge(_state, by, note, time.GetUtcNow());
        await List();
        return AlertLife.Snapshot(_state);
    }

    public async Task<AlertSnapshot?> Resolve(string by, string? note)
    {
        _life.Resolve(_state, by, note, time.GetUtcNow());
        await List();
        return AlertLife.Snapshot(_state);
    }

    public Task Settle(DeliveryResult result) => Task.CompletedTask;

    private Task List() => directory.Put(
        new FleetEntry
        {
            OrganizationId = GrainKey.Split(key).OrganizationId,
            Kind = EntityKind.Alert,
            Id = GrainKey.Split(key).Id,
            VehicleId = _state.Draft!.VehicleId,
            DriverId = _state.Draft.DriverId,
            Status = AlertFields.Snake(_state.Status),
            SortTime = _state.Draft.Source.At,
        },
        CancellationToken.None);
}
