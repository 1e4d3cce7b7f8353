using Fleet.Events;
using Fleet.Gateway.Subscriptions;
using Fleet.Safety;

namespace Fleet.Gateway.Protocols.SocketIo.Fleet;

/// <summary>
/// What an organization's Socket.IO sessions are told without asking: emergencies, and what is in a person's inbox. One
/// subscription for all of them, so that a session that only listens costs no seat at any shard. Keeps the newest for
/// sessions that come back; bound <see cref="SocketIoOptions.RecoveryBulletins"/>, the oldest leave first.
/// </summary>
internal sealed class Bulletins(string organizationId, int kept, SubscriptionJoin join) : ISubscriptionOwner
{
    private readonly Lock _lock = new();
    private readonly HashSet<FleetSocket> _readers = [];
    private readonly Queue<FeedEvent> _recent = new();
    private readonly TaskCompletionSource<bool> _standing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Subscription> _subscriptions = [];
    private long _count; // of all so far; the newest in _recent has this number
    private int _confirmed;

    public string OrganizationId => organizationId;

    public int SubscriptionCount => _subscriptions.Count;

    public IReadOnlyList<Subscription> Subscriptions => _subscriptions;

    /// <summary>True once nothing will be missed; false where the shards could not be asked.</summary>
    public Task<bool> Standing => _standing.Task;

    /// <summary>Since when nobody listens; null while somebody does. Its owner's.</summary>
    public DateTimeOffset? EmptySince { get; set; }

    public int Readers
    {
        get
        {
            lock (_lock)
            {
                return _readers.Count;
            }
        }
    }

    public void Start()
    {
        Add("types", EventChannels.SafetyEvents, new SubscriptionFilter { EventTypes = AlertJson.Types });
        Add("critical", EventChannels.SafetyEvents, new SubscriptionFilter { Severities = new HashSet<Severity> { Severity.Critical } });
        Add("inboxes", EventChannels.Inboxes, SubscriptionFilter.All);
        foreach (var subscription in _subscriptions)
        {
            _ = join.Start(subscription, this, null);
        }
    }

    /// <summary>From now on the reader is told.</summary>
    /// <returns>The number of the last bulletin before.</returns>
    public long Enter(FleetSocket reader)
    {
        lock (_lock)
        {
            _readers.Add(reader);
            return _count;
        }
    }

    /// <summary>The reader is told what came behind a number, and from now on.</summary>
    /// <returns>False, and nothing told, where that is out of reach.</returns>
    public bool TryReturn(FleetSocket reader, long behind, IReadOnlyList<(int Shard, string Epoch, long N)> missing)
    {
        lock (_lock)
        {
            var kept = _recent.ToArray();
            var first = _count - kept.Length; // the number before the oldest kept
            var again = kept.Where(e => missing.Contains((e.Position.Shard, e.Position.Epoch, e.Position.N))).ToList();
            if (behind < first || behind > _count || again.Count < missing.Distinct().Count())
            {
                return false;
            }

            again.ForEach(reader.Bulletin);
            foreach (var e in kept.Skip((int)(behind - first)))
            {
                reader.Bulletin(e);
            }

            _readers.Add(reader);
            return true;
        }
    }

    /// <returns>The number of the last bulletin that the reader was told of, if it was for it.</returns>
    public long Leave(FleetSocket reader)
    {
        lock (_lock)
        {
            _readers.Remove(reader);
            return _count;
        }
    }

    public void Offer(FeedEvent happened)
    {
        if (happened.Event is EventSuperseded)
        {
            return; // S4 has no word for it
        }

        lock (_lock)
        {
            if (_recent.Any(e => e.Position == happened.Position))
            {
                return; // two of the subscriptions caught up with it
            }

            _count++;
            _recent.Enqueue(happened);
            while (_recent.Count > kept)
            {
                _recent.Dequeue();
            }

            foreach (var reader in _readers)
            {
                reader.Bulletin(happened);
            }
        }
    }

    public void Offer(EventRun run)
    {
    }

    public void Replay(FeedEvent happened) => Offer(happened);

    public void Deny()
    {
    }

    public void Supersede()
    {
    }

    public ValueTask Room() => ValueTask.CompletedTask;

    /// <summary>Nobody can say what was in the hole: sessions lost before it start afresh.</summary>
    public void Gap(FeedMember member)
    {
        lock (_lock)
        {
            _recent.Clear();
            _count++; // no number before this is in reach any more
        }

        _ = join.StartOver(member, this, SubscriptionStart.Gap);
    }

    public void Confirm(Subscription subscription, IReadOnlyList<ShardPosition> offsets)
    {
        if (Interlocked.Increment(ref _confirmed) == _subscriptions.Count)
        {
            _standing.TrySetResult(true);
        }
    }

    public ValueTask Present(Subscription subscription, IReadOnlyList<ShardSnapshot> shards, SubscriptionStart why) => ValueTask.CompletedTask;

    public void Resumed(Subscription subscription, long replayed, bool complete)
    {
    }

    public void Failed(Subscription subscription) => _standing.TrySetResult(false);

    private void Add(string id, EventChannels channels, SubscriptionFilter filter) =>
        _subscriptions.Add(new Subscription(id, this, channels, filter, Visibility.Everything));
}
