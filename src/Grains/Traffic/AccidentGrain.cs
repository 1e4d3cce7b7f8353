using System.Globalization;
using Fleet.Directory;
using Fleet.Events;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Traffic;

/// <summary>One accident from its report to its resolution. Stored first, with what it makes others hear of.</summary>
public sealed class AccidentGrain(
    [PersistentState("traffic-accident", "fleet")] IPersistentState<AccidentState> persistent,
    IFleetDirectory directory,
    IOptions<ShardOptions> shards,
    TimeProvider time,
    ILogger<AccidentGrain> log) : TellingGrain(shards, log), IAccidentGrain
{
    protected override TrafficOutbox Outbox => persistent.State.Outbox;

    protected override string OrganizationId => Key.OrganizationId;

    private (string OrganizationId, string Id) Key => GrainKey.Split(this.GetPrimaryKeyString());

    private AccidentState State => persistent.State;

    public async Task<AccidentOutcome> Report(Accident accident)
    {
        ArgumentNullException.ThrowIfNull(accident);
        if (State.Accident is { } known)
            return new AccidentOutcome(TrafficTaken.Duplicate, known);

        var zones = await GrainFactory.GetGrain<ITrafficMapGrain>(GrainKey.ForOrganization(Key.OrganizationId)).At(accident.Location);
        await directory.Put(
            new FleetEntry { OrganizationId = Key.OrganizationId, Kind = EntityKind.Accident, Id = Key.Id, SortTime = accident.ReportedAt },
            CancellationToken.None);
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
            return new AccidentOutcome(TrafficTaken.Duplicate, accident);

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
        State.Accident = accident;
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
    }
}
