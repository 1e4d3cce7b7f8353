using Fleet.Events;
using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// One shard's events in order, for every live subscription of this gateway. The stream is its wake-up call and its
/// fast path; what counts is the offset line: what it has is ignored, what is missing is read from the shard, and when
/// that is impossible every member is told: after another epoch it starts over, after a hole older than the ring it reads
/// what it missed from the log, at its own pace. Holds no events.
/// </summary>
internal sealed partial class ShardFeed(
    string organizationId, int shard, IShardSource source, TimeProvider time, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly SubscriptionIndex _index = new();
    private readonly FeedDispatch _dispatch = new();
    private IAsyncDisposable? _following;
    private TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _epoch;
    private long _n;
    private bool _filling;
    private bool _fillAgain;
    private bool _heard;
    private bool _checking;
    private int _silences;
    private bool _stopped;

    public int Shard => shard;

    /// <summary>Whether a subscription of this feed reached it. Its hub's.</summary>
    internal int Members { get; set; }

    /// <summary>Since when it has no members. Its hub's.</summary>
    internal DateTimeOffset EmptySince { get; set; }

    /// <summary>Members that are not behind.</summary>
    internal int Live
    {
        get
        {
            lock (_lock)
            {
                return _index.Count;
            }
        }
    }

    /// <summary>Done when the fill under way, if any, is over.</summary>
    public Task Settled
    {
        get
        {
            lock (_lock)
            {
                return _epoch is null || _filling ? _settled.Task : Task.CompletedTask;
            }
        }
    }

    public async Task Start()
    {
        await Follow();
        RequestFill();
    }

    public async Task Stop()
    {
        IAsyncDisposable? following;
        lock (_lock)
        {
            _stopped = true;
            following = _following;
            _following = null;
            _settled.TrySetResult();
        }

        await Leave(following);
    }

    /// <summary>Asks a shard whose stream said nothing since the last call whether it moved on, and tries a lost stream again.</summary>
    public void Check()
    {
        lock (_lock)
        {
            if (_heard && _following is not null)
            {
                _heard = false;
                _silences = 0;
                return;
            }

            if (_checking)
            {
                return;
            }

            _checking = true;
        }

        _ = CheckHead();
    }

    /// <summary>Makes a member live if it has everything up to the feed's own place.</summary>
    public JoinStep TryGoLive(FeedMember member, ShardPosition at) => TryGoLive([member], at);

    /// <summary>The same for several of one session that stand at the same place: all of them at once, or none.</summary>
    public JoinStep TryGoLive(IReadOnlyList<FeedMember> members, ShardPosition at)
    {
        lock (_lock)
        {
            if (_stopped || members.All(m => m.Subscription.Ended))
            {
                return JoinStep.Ended;
            }

            if (_epoch != at.Epoch)
            {
                if (_epoch is not null)
                {
                    RequestFill(); // the member has seen a line that the feed does not know yet, or the other way round
                }

                return JoinStep.Wait;
            }

            if (at.N < _n)
            {
                return JoinStep.Behind;
            }

            foreach (var member in members)
            {
                if (!member.Subscription.Ended)
                {
                    member.After = at.N;
                    member.Live = true;
                    _index.Add(member);
                }
            }

            return JoinStep.Live;
        }
    }

    public void Remove(FeedMember member)
    {
        lock (_lock)
        {
            if (member.Live)
            {
                // Reading the shard itself it may have come further than the stream has brought the feed.
                member.Reached = new ShardPosition(shard, _epoch!, Math.Max(_n, member.After));
            }

            member.Live = false;
            _index.Remove(member);
        }
    }

    private async Task Follow()
    {
        try
        {
            var following = await source.Follow(organizationId, shard, OnBatch, OnError);
            lock (_lock)
            {
                if (!_stopped)
                {
                    (_following, following) = (following, _following);
                }
            }

            await Leave(following);
        }
        catch (Exception e) // the cluster or its stream store is away; Check tries again
        {
            FollowFailed(logger, e, organizationId, shard);
        }
    }

    private static async Task Leave(IAsyncDisposable? following)
    {
        try
        {
            if (following is not null)
            {
                await following.DisposeAsync();
            }
        }
        catch (Exception) when (following is not null)
        {
            // Best effort: what a forgotten subscription still delivers is ignored by number.
        }
    }

    private Task OnError(Exception e)
    {
        StreamError(logger, e, organizationId, shard);
        RequestFill();
        return Follow();
    }

    private Task OnBatch(ShardBatch batch)
    {
        lock (_lock)
        {
            _heard = true;
            var last = batch.FirstN + batch.Events.Length - 1;
            if (batch.Epoch != _epoch || batch.FirstN > _n + 1)
            {
                RequestFill();
            }
            else if (last > _n)
            {
                Dispatch(batch.Events.AsSpan(), batch.FirstN);
            }
        }

        return Task.CompletedTask;
    }

    private async Task CheckHead()
    {
        bool lost;
        long before;
        lock (_lock)
        {
            lost = _following is null;
            before = _n;
        }

        if (lost)
        {
            await Follow();
        }

        RequestFill();
        await Settled;
        bool silent;
        lock (_lock)
        {
            // Once may be an item still on its way; twice is a stream that is dead.
            _silences = !lost && !_heard && _n > before ? _silences + 1 : 0;
            silent = _silences > 1 && !_stopped;
            _checking = false;
        }

        if (silent)
        {
            StreamSilent(logger, organizationId, shard);
            await Follow();
        }
    }

    /// <summary>Under the lock. Skips what the feed has already.</summary>
    private void Dispatch(ReadOnlySpan<FleetEvent> events, long firstN)
    {
        var skip = (int)Math.Max(_n + 1 - firstN, 0);
        if (skip < events.Length)
        {
            _dispatch.Run(_index, events[skip..], new ShardPosition(shard, _epoch!, firstN + skip));
            _n = firstN + events.Length - 1;
        }
    }
}
