using Fleet.Events;
using Fleet.Storage;

namespace Fleet.Trips;

/// <summary>A trip that has ended takes in what came late for it (docs/decisions/0016-late-positions.md).</summary>
public sealed partial class TripGrain
{
    private const int ToldPage = 500;

    public async Task<bool> Refold()
    {
        if (State.UnderWay || _untold.Count > 0)
            return false;

        if (!State.Ended || !State.HasPoints || State.Opening is not { } opening)
            return true;

        var refold = new TripRefold(Identity, State, options.Value, vehicles.Value);
        var context = await organizations.Get(Identity.OrganizationId);
        var behind = opening.Sequence.Newest ?? DateTimeOffset.MinValue;
        await foreach (var row in positionLog.Read(
            Identity.OrganizationId, State.Plan!.VehicleId, behind, State.LastAt, includeLate: true, CancellationToken.None))
        {
            refold.Take(row.Position, row.Late, context);
        }

        if (refold.Late == State.LateFolded)
            return true;

        var told = await Told();
        var isWhole = told.Any(e => e is TripChanged { Kind: TripEventKind.Started }) && (State.Explicit || refold.SawStart);
        if (isWhole)
        {
            await Revise(refold, told);
        }
        else
        {
            NoLongerWhole(log, this.GetPrimaryKeyString());
        }

        return true;
    }

    /// <summary>Tells first, then keeps: should it be killed in between, it tells the same again, and nobody sees it twice.</summary>
    private async Task Revise(TripRefold refold, List<FleetEvent> told)
    {
        // What was told by a revision that was not kept stands in what was told, and counts as this one.
        var known = Math.Max(1, told.Max(e => e.Revision));
        var changes = TripRevision.Changes(told, refold.Finish(), known + 1);
        if (changes.Length > 0)
        {
            var shard = EventStreams.ShardOf(State.Plan!.VehicleId, shards.Value.Shards);
            await GrainFactory.GetGrain<IEventShardGrain>(GrainKey.ForShard(Identity.OrganizationId, shard)).PublishAgain(changes);
            Revised(log, this.GetPrimaryKeyString(), known + 1, changes.Length);
        }

        var (fresh, old) = (refold.State, State);
        (fresh.Opening, fresh.LateFolded, fresh.Revision) = (old.Opening, refold.Late, changes.Length > 0 ? known + 1 : known);

        // Should the vehicle go back to a checkpoint at which this trip had ended, that is what it ended as.
        fresh.Marks = [.. old.Marks.Select(m => m.State.Ended ? m with { State = fresh.Copy() } : m)];
        persistent.State = fresh;
        _dirty = true;
        await persistent.WriteStateAsync();
        _dirty = false;
    }

    private async Task<List<FleetEvent>> Told()
    {
        var told = new List<FleetEvent>();
        var query = new EventQuery { OrganizationId = Identity.OrganizationId, TripId = Identity.TripId, Limit = ToldPage };
        EventPage page;
        do
        {
            page = await eventLog.Query(query, CancellationToken.None);
            told.AddRange(page.Events);
            query = query with { After = page.Next };
        }
        while (page.Next is not null);
        return told;
    }
}
