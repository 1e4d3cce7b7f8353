using System.Collections.Immutable;
using Fleet.Directory;
using Fleet.Events;
using Fleet.Notifications;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Alerts;

/// <summary>
/// One alert. A change is stored first, with the event that tells of it and the deliveries that follow; then it is told. Whoever
/// is killed in between does the rest when it is back: events by ids that double nothing, deliveries by keys that receivers
/// know again.
/// </summary>
public sealed partial class AlertGrain(
    [PersistentState("alert", "fleet")] IPersistentState<AlertState> persistent,
    IFleetDirectory directory,
    IEnumerable<INotificationChannel> channels,
    IOptions<AlertOptions> options,
    IOptions<ShardOptions> shards,
    TimeProvider time,
    ILogger<AlertGrain> log) : Grain, IAlertGrain, IRemindable
{
    private AlertLife _life = null!;
    private FleetEntry? _listed;

    private (string OrganizationId, string Id) Key => GrainKey.Split(this.GetPrimaryKeyString());

    private AlertState State => persistent.State;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _life = new AlertLife(Key.OrganizationId, options.Value);
        Arm();
        return Task.CompletedTask;
    }

    public async Task Apply(ImmutableArray<AlertCommand> commands)
    {
        if (commands.Any(c => c.Number > State.Applied))
        {
            var settings = await Settings();
            foreach (var command in commands)
                _life.Apply(State, command, settings, time.GetUtcNow());

            if (State.Draft is not null)
                await Store();
        }

        // The rules let go of a command once this returns: from then on the directory must know that there is something to wake.
        if (State.Draft is not null)
            await Follow();

        Arm();
    }

    public Task<AlertSnapshot?> Get() => Task.FromResult(AlertLife.Snapshot(State));

    public async Task<AlertSnapshot?> Acknowledge(string by, string? note)
    {
        await CatchUp();
        if (_life.Acknowledge(State, by, note, time.GetUtcNow()))
            await Keep();

        return AlertLife.Snapshot(State);
    }

    public async Task<AlertSnapshot?> Resolve(string by, string? note)
    {
        await CatchUp();
        if (_life.Resolve(State, by, note, time.GetUtcNow()))
            await Keep();

        return AlertLife.Snapshot(State);
    }

    /// <summary>What was due before is not undone by somebody who came later.</summary>
    private async Task CatchUp()
    {
        if (AlertLife.NextDeadline(State) <= time.GetUtcNow() && _life.Expire(State, await Settings(), time.GetUtcNow()))
            await Keep();
    }

    private Task<NotificationSettings> Settings() =>
        GrainFactory.GetGrain<INotificationSettingsGrain>(GrainKey.ForOrganization(Key.OrganizationId)).Get();

    /// <summary>Stores the change. What follows may fail without harm: it is done again by the timer, or by the next activation.</summary>
    private async Task Keep()
    {
        await Store();
        try
        {
            await Follow();
        }
        catch (Exception e)
        {
            _failed = true;
            NotKept(log, this.GetPrimaryKeyString(), e);
        }

        Arm();
    }

    private async Task Store()
    {
        try
        {
            await persistent.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle(); // memory has what the store may not have
            throw;
        }
    }

    private async Task Follow()
    {
        await List();
        await Tell();
        await Remind(AlertLife.IsPending(State));
        await List();
    }

    private async Task Tell()
    {
        if (State.Untold.Count == 0)
            return;

        var shard = EventStreams.ShardOf(State.Draft!.VehicleId ?? State.Draft.DriverId ?? Key.Id, shards.Value.Shards);
        await GrainFactory.GetGrain<IEventShardGrain>(GrainKey.ForShard(Key.OrganizationId, shard)).PublishAgain([.. State.Untold]);
        State.Untold.Clear(); // in the store with the next write; until then it may be told again, and is known
    }

    private async Task List()
    {
        var entry = new FleetEntry
        {
            OrganizationId = Key.OrganizationId,
            Kind = EntityKind.Alert,
            Id = Key.Id,
            VehicleId = State.Draft!.VehicleId,
            DriverId = State.Draft.DriverId,
            Status = AlertFields.Snake(State.Status),
            Pending = AlertLife.IsPending(State),
            SortTime = State.Draft.Source.At,
        };
        if (entry == _listed)
            return;

        await directory.Put(entry, CancellationToken.None);
        _listed = entry;
    }
}
