using System.Collections.Immutable;
using Fleet.Events;

namespace Fleet.Gateway.Subscriptions;

/// <summary>How the feed reads what the stream did not bring.</summary>
internal sealed partial class ShardFeed
{
    private const int FillSize = 1_000;

    /// <summary>Sessions have room again at a quarter of ConflateAt (256): all feeds of a session may then add one.</summary>
    private const int Slice = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    private void RequestFill()
    {
        lock (_lock)
        {
            if (_stopped)
            {
                return;
            }

            if (_filling)
            {
                _fillAgain = true;
                return;
            }

            _filling = true;
            if (_settled.Task.IsCompleted)
            {
                _settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        _ = Fill();
    }

    /// <summary>Reads the shard until the feed is level with it. One at a time.</summary>
    private async Task Fill()
    {
        await Task.Yield(); // never under the lock of whoever asked
        var delay = FirstDelay;
        HashSet<ISubscriber> laggards = [];
        while (true)
        {
            ShardPosition from;
            lock (_lock)
            {
                from = new ShardPosition(shard, _epoch ?? "", _n);
                _fillAgain = false;
            }

            try
            {
                var read = await source.Read(organizationId, from, FillSize);
                delay = FirstDelay;
                if (read.Complete)
                {
                    await HandOut(read.Events, from.N + 1, laggards);
                }

                if (Take(read))
                {
                    return;
                }
            }
            catch (Exception e) // the shard's silo is away: nothing is lost as long as we keep asking
            {
                ReadFailed(logger, e, organizationId, shard, delay);
                await Task.Delay(delay, time, CancellationToken.None);
                delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, LongestDelay.Ticks));
            }
        }
    }

    /// <summary>
    /// In slices, between which sessions may send: otherwise what comes faster than it happened makes those lag, and miss
    /// locations, who keep up with what happens. Who takes longer than <see cref="Patience"/> lags by his own doing, and is
    /// not waited for again.
    /// </summary>
    private async Task HandOut(ImmutableArray<FleetEvent> events, long firstN, HashSet<ISubscriber> laggards)
    {
        for (var at = 0; at < events.Length; at += Slice)
        {
            if (at > 0)
            {
                await Room(laggards);
            }

            lock (_lock)
            {
                if (_stopped)
                {
                    return;
                }

                Dispatch(events.AsSpan(at, Math.Min(Slice, events.Length - at)), firstN + at);
            }
        }
    }

    /// <summary>Done when every live session has sent nearly all it was given, or the patience is over.</summary>
    private async Task Room(HashSet<ISubscriber> laggards)
    {
        (ISubscriber Session, Task Room)[] busy;
        lock (_lock)
        {
            busy =
            [
                .. _index.Members.Select(m => m.Subscription.Subscriber).Where(s => !laggards.Contains(s))
                    .Select(s => (Session: s, Room: s.Room().AsTask())).Where(s => !s.Room.IsCompleted),
            ];
        }

        if (busy.Length > 0)
        {
            await Task.WhenAll(busy.Select(s => s.Room)).WaitAsync(Patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            laggards.UnionWith(busy.Where(s => !s.Room.IsCompleted).Select(s => s.Session));
        }
    }

    /// <returns>Whether the fill is over.</returns>
    private bool Take(ShardRead read)
    {
        List<FeedMember> cut = [];
        bool done;
        lock (_lock)
        {
            if (_stopped)
            {
                return true;
            }

            if (!read.Complete)
            {
                cut = Restart(read.Head);
            }

            done = _n >= read.Head.N && !_fillAgain;
            if (done)
            {
                _filling = false;
                _settled.TrySetResult();
            }
        }

        foreach (var member in cut)
        {
            member.Subscription.Subscriber.Gap(member);
        }

        return done;
    }

    private List<FeedMember> Restart(ShardPosition head)
    {
        var (first, sameLine) = (_epoch is null, _epoch == head.Epoch);
        ShardPosition? missed = sameLine ? head with { N = _n } : null;
        (_epoch, _n) = (head.Epoch, head.N);
        var cut = _index.Drain();
        cut.ForEach(m => (m.Live, m.Missed, m.Reached) = (false, Behind(m, missed), Behind(m, missed)));
        if (first)
        {
            Started(logger, organizationId, shard, head.Epoch, head.N);
        }
        else if (sameLine)
        {
            LeftBehind(logger, organizationId, shard, head.N, cut.Count);
        }
        else
        {
            LineBroke(logger, organizationId, shard, head.Epoch, head.N, cut.Count);
        }

        return cut;
    }

    /// <summary>Reading the shard itself a member may have come further than the stream had brought the feed.</summary>
    private static ShardPosition? Behind(FeedMember member, ShardPosition? missed) =>
        missed is { } at ? at with { N = Math.Max(at.N, member.After) } : null;
}
