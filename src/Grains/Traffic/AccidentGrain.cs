using System.Globalization;
using Fleet.Directory;
using Fleet.Events;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Traffic;

/// <summary>
/// One accident from its report to its resolution, which comes by itself when nobody says anything of it any more. Stored
/// first, with what it makes others hear of.
/// </summary>
public sealed class AccidentGrain(
    [PersistentState("traffic-accident", "fleet")] IPersistentState<AccidentState> persistent,
    IFleetDirectory directory,
    IOptions<TrafficOptions> options,
    IOptions<ShardOptions> shards,
    TimeProvider time,
    ILogger<AccidentGrain> log) : TellingGrain(shards, log), IAccidentGrain
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private IGrainTimer? _expiry;

    /// <summary>What the store has of <see cref="AccidentState.HeardAt"/>; null where that is not known.</summary>
    private DateTimeOffset? _storedHeard;

    protected override TrafficOutbox Outbox => persistent.State.Outbox;

    protected override string OrganizationId => Key.OrganizationId;

    private (string OrganizationId, string Id) Key => GrainKey.Split(this.GetPrimaryKeyString());

    private AccidentState State => persistent.State;

    private bool IsOpen => State.Accident is { Status: not AccidentStatus.Resolved };

    private TimeSpan Limit => TimeSpan.FromHours(options.Value.AccidentHours);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        Arm();
    }

    public async Task<AccidentOutcome> Report(Accident accident)
    {
        ArgumentNullException.ThrowIfNull(accident);
        if (State.Accident is { } known)
        {
            await Heard();
            return new AccidentOutcome(TrafficTaken.Duplicate, known);
        }

        var zones = await GrainFactory.GetGrain<ITrafficMapGrain>(GrainKey.ForOrganization(Key.OrganizationId)).At(accident.Location);
        await List(accident, open: true);
        await Change(AccidentChange.New, accident with { AccidentId = Key.Id, ZoneIds = zones });
        return new AccidentOutcome(TrafficTaken.Accepted, State.Accident);
    }

    public async Task<AccidentOutcome> Update(AccidentUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        if (State.Accident is not { } accident)
            return new AccidentOutcome(TrafficTaken.Unknown, null);
        if (accident.Status == AccidentStatus.Resolved)
            return new AccidentOutcome(TrafficTaken.Conflict, accident);
        if (AccidentLife.Update(accident, update, time.GetUtcNow()) is not { } after)
        {
            await Heard();
            return new AccidentOutcome(TrafficTaken.Duplicate, accident);
        }

        await Change(AccidentChange.Update, after);
        return new AccidentOutcome(TrafficTaken.Accepted, after);
    }

    public async Task<AccidentOutcome> Resolve(AccidentResolution resolution, DateTimeOffset? at)
    {
        if (State.Accident is not { } accident)
            return new AccidentOutcome(TrafficTaken.Unknown, null);
        if (accident.Status == AccidentStatus.Resolved)
            return new AccidentOutcome(accident.Resolution == resolution ? TrafficTaken.Duplicate : TrafficTaken.Conflict, accident);

        await Change(AccidentChange.Resolved, AccidentLife.Resolve(accident, resolution, at ?? time.GetUtcNow()));
        return new AccidentOutcome(TrafficTaken.Accepted, State.Accident);
    }

    public Task<Accident?> Get() => Task.FromResult(State.Accident);

    protected override Task Store() => persistent.WriteStateAsync();

    private async Task Change(AccidentChange change, Accident accident)
    {
        await TellBefore();
        _storedHeard = time.GetUtcNow();
        (State.Accident, State.HeardAt) = (accident, _storedHeard);
        Outbox.Events.Add(new AccidentChanged
        {
            EventId = EventIds.For(Key.Id, accident.UpdatedAt, "accident", (++State.Changes).ToString(CultureInfo.InvariantCulture)),
            OrganizationId = Key.OrganizationId,
            Timestamp = accident.UpdatedAt,
            SubjectId = Key.Id,
            Place = accident.Location,
            ZoneIds = accident.ZoneIds,
            Change = change,
            Accident = accident,
        });
        Outbox.Notices.Add(AlertRules.Of(accident));
        await Keep();
        Arm();
        if (!IsOpen)
            await List(accident, open: false);
    }

    /// <summary>An open one is woken after a restart.</summary>
    private Task List(Accident accident, bool open) => directory.Put(
        new FleetEntry
        {
            OrganizationId = Key.OrganizationId,
            Kind = EntityKind.Accident,
            Id = Key.Id,
            SortTime = accident.ReportedAt,
            Status = open ? "active" : "resolved",
            Pending = open,
        },
        CancellationToken.None);

    /// <summary>It is still there. Written now and then only: what a restart loses makes it expire early by a quarter of its time at the most.</summary>
    private async Task Heard()
    {
        if (!IsOpen || options.Value.AccidentHours == 0)
            return;

        var now = time.GetUtcNow();
        State.HeardAt = now;
        Arm();
        if (now - _storedHeard < Limit / 4)
            return;

        await Store();
        _storedHeard = now;
    }

    private void Arm()
    {
        if (!IsOpen || options.Value.AccidentHours == 0)
        {
            _expiry?.Dispose();
            _expiry = null;
            return;
        }

        var left = (State.HeardAt ?? State.Accident!.UpdatedAt) + Limit - time.GetUtcNow();
        Arm(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    private void Arm(TimeSpan due)
    {
        DelayDeactivation(due + Grace);
        if (_expiry is null)
            _expiry = this.RegisterGrainTimer(Expire, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan));
        else
            _expiry.Change(due, Timeout.InfiniteTimeSpan);
    }

    private async Task Expire(CancellationToken cancellationToken)
    {
        try
        {
            if (IsOpen)
                await Change(AccidentChange.Resolved, AccidentLife.Resolve(State.Accident!, AccidentResolution.Expired, time.GetUtcNow()));
        }
        catch (Exception e)
        {
            TrafficLog.ExpiryFailed(log, this.GetPrimaryKeyString(), e);
            Arm(RetryAfter);
        }
    }
}
