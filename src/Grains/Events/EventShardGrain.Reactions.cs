using System.Collections.Immutable;
using Orleans.Runtime;

namespace Fleet.Events;

/// <summary>
/// Hands what happened to those that react to it (decision 26). The ring is the queue, and behind it the log: each reactor
/// reads from its own durable place, one batch on its way at a time, so that a slow one makes bigger batches, a failing one
/// is tried again, and neither holds up the shard or another reactor.
/// </summary>
public sealed partial class EventShardGrain
{
    /// <summary>Events in one batch.</summary>
    private const int MaxReaction = 200;

    private static readonly TimeSpan ReactionRetryFirst = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReactionRetryMost = TimeSpan.FromSeconds(60);

    private ImmutableArray<ReactionLine> _reactions = [];
    private bool _noting;

    /// <summary>
    /// Places are noted before the first event, so that none is passed over if the process dies right behind it. A reactor
    /// that is new to a line with a past begins at its head: nobody is alerted of last year.
    /// </summary>
    private async Task RestoreReactions()
    {
        var head = _line.Head;
        _reactions = [.. reactors.Select(r => new ReactionLine(
            r.Name,
            r.Find(GrainFactory, _organization),
            !places.State.Places.TryGetValue(r.Name, out var place) ? head
                : place.Epoch == head.Epoch && place.N <= head.N ? place
                : head with { N = 0 }))];
        if (_reactions.Any(r => !places.State.Places.ContainsKey(r.Name)))
            await NotePlaces();

        React();
    }

    /// <summary>Most batches hold positions only: then whoever was level stays so, and nothing is called.</summary>
    private void React(ImmutableArray<FleetEvent> fresh)
    {
        if (_reactions.IsEmpty)
            return;

        if (!fresh.Any(IsForReactors))
        {
            foreach (var line in _reactions)
            {
                if (!line.Busy && line.Place.N == _line.Head.N - fresh.Length)
                    Pass(line, _line.Head.N, happened: false);
            }
        }

        React();
    }

    private void React()
    {
        foreach (var line in _reactions)
        {
            if (line.Busy || line.Place.N >= _line.Head.N)
                continue;

            line.Busy = true;
            _ = React(line);
        }
    }

    /// <summary>Runs beside the turns, on the grain's own scheduler. State changes only between its awaits.</summary>
    private async Task React(ReactionLine line)
    {
        try
        {
            while (!_broken && line.Place.N < _line.Head.N)
            {
                var (events, through) = await Happened(line.Place.N);
                if (events.Length > 0)
                    await line.Reactor.React(new ReactionBatch { Shard = _line.Head.Shard, Epoch = _line.Head.Epoch, Events = events });

                line.Delay = ReactionRetryFirst;
                Pass(line, through, events.Length > 0);
            }

            line.Busy = false;
        }
        catch (Exception e) // whatever the reactor throws: its store is away, its silo has left, its turn takes too long
        {
            NotReacted(log, e, line.Name, this.GetPrimaryKeyString(), line.Place.N, line.Delay);
            if (_broken)
                return;

            line.Retry ??= this.RegisterGrainTimer(
                static (state, _) => state.Grain.RetryReaction(state.Line),
                (Grain: this, Line: line),
                new GrainTimerCreationOptions(line.Delay, Timeout.InfiniteTimeSpan));
            line.Retry.Change(line.Delay, Timeout.InfiniteTimeSpan);
            line.Delay = TimeSpan.FromTicks(Math.Min(line.Delay.Ticks * 2, ReactionRetryMost.Ticks));
        }
    }

    /// <summary>Where nothing happened on the way, the place in the store may lag by half of what the ring holds.</summary>
    private void Pass(ReactionLine line, long through, bool happened)
    {
        line.Place = _line.Head with { N = through };
        if (happened || through - line.Noted >= options.Value.RingSize / 2)
            Note();
    }

    /// <summary>Measurements are too many to call anyone for; what is in a person's inbox is nobody else's business.</summary>
    private static bool IsForReactors(FleetEvent told) => !told.IsMeasurement && told is not InboxChanged;

    private Task RetryReaction(ReactionLine line)
    {
        _ = React(line);
        return Task.CompletedTask;
    }

    /// <summary>What happened behind a place, and the number through which nothing else did.</summary>
    private async ValueTask<(ImmutableArray<NumberedEvent> Events, long Through)> Happened(long after)
    {
        const int scanned = 10 * MaxReaction;
        var place = _line.Head with { N = after };
        var read = _line.Read(place, scanned);
        if (!read.Complete)
            read = await eventLog.Read(_organization, place, scanned, CancellationToken.None);

        if (!read.Complete)
        {
            ReactionsLost(log, this.GetPrimaryKeyString(), after, _line.Tail);
            return ([], _line.Tail);
        }

        var events = ImmutableArray.CreateBuilder<NumberedEvent>();
        for (var i = 0; i < read.Events.Length; i++)
        {
            if (!IsForReactors(read.Events[i]))
                continue;

            events.Add(new(after + 1 + i, read.Events[i]));
            if (events.Count == MaxReaction)
                return (events.DrainToImmutable(), after + 1 + i);
        }

        return (events.DrainToImmutable(), after + read.Events.Length);
    }

    /// <summary>One write at a time; what moves meanwhile goes into the next.</summary>
    private void Note()
    {
        if (_noting)
            return;

        _noting = true;
        _ = NoteUntilLevel();
    }

    private async Task NoteUntilLevel()
    {
        try
        {
            while (!_broken && _reactions.Any(r => r.Noted != r.Place.N))
                await NotePlaces();
        }
        catch (Exception e) // noted with the next place; until then a restart only repeats
        {
            NotNoted(log, e, this.GetPrimaryKeyString());
        }
        finally
        {
            _noting = false;
        }
    }

    private async Task NotePlaces()
    {
        var noted = _reactions.Select(r => (Line: r, r.Place)).ToList();
        places.State.Places = places.State.Places.SetItems(noted.Select(n => KeyValuePair.Create(n.Line.Name, n.Place)));
        await places.WriteStateAsync();
        foreach (var (line, place) in noted)
        {
            line.Noted = place.N;
        }
    }
}
