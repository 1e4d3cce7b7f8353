using Fleet.Events;

namespace Fleet.Gateway.Subscriptions;

/// <summary>One shard's part of a <see cref="SessionReturn"/>.</summary>
internal sealed class ShardReturn(IReadOnlyList<(FeedMember Member, ShardPosition From)> members, ShardReader reader)
{
    private readonly Lock _lock = new();
    private readonly List<FeedMember> _all = [.. members.Select(m => m.Member)];
    private readonly HashSet<ISubscriber> _told = [];
    private ShardPosition _at = members.MinBy(m => m.From.N).From;
    private ShardRead? _first;
    private volatile bool _frozen;

    public bool Has(FeedMember member) => _all.Contains(member);

    /// <summary>Where the member stands: what is behind it was offered.</summary>
    public ShardPosition At(FeedMember member)
    {
        lock (_lock)
        {
            var from = members.First(m => m.Member == member).From;
            return from.N > _at.N ? from : _at;
        }
    }

    public async Task<bool> TryRead()
    {
        _first = await reader.Read(_all[0].Subscription, _at, forever: false);
        return _first.Complete;
    }

    public async Task Run()
    {
        Hand(_first!);
        while (!_frozen && _all.Find(m => !m.Subscription.Ended) is { } member)
        {
            var step = member.Feed.TryGoLive(_all, _at);
            if (step is JoinStep.Live or JoinStep.Ended)
            {
                return;
            }

            if (step == JoinStep.Wait)
            {
                await member.Feed.Settled;
            }

            await member.Subscription.Subscriber.Room();
            var read = await reader.Read(member.Subscription, _at, forever: true);
            if (!read.Complete)
            {
                _all.Where(m => !m.Subscription.Ended).ToList().ForEach(m => m.Subscription.Subscriber.Gap(m));
                return;
            }

            Hand(read);
        }
    }

    /// <summary>Offers nothing more, so that places stay what they are.</summary>
    public void Freeze()
    {
        lock (_lock)
        {
            _frozen = true;
        }
    }

    /// <summary>Every event moves the place at once, so that a session cut in between knows what it was offered.</summary>
    private void Hand(ShardRead read)
    {
        foreach (var happened in read.Events)
        {
            lock (_lock)
            {
                if (_frozen)
                {
                    return;
                }

                _at = _at with { N = _at.N + 1 };
                Offer(new FeedEvent(happened, _at));
            }
        }
    }

    private void Offer(FeedEvent e)
    {
        _told.Clear();
        foreach (var (member, from) in members)
        {
            var subscription = member.Subscription;
            if (subscription.Ended || e.Position.N <= from.N || !subscription.Takes(e))
            {
                continue;
            }

            if (subscription.Pacer is { } pacer && e.Channel == EventChannels.Locations)
            {
                pacer.Take(e);
            }
            else if (_told.Add(subscription.Subscriber))
            {
                subscription.Subscriber.Replay(e);
            }
        }
    }
}
