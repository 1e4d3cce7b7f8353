using Fleet.Events;

namespace Fleet.Gateway.Subscriptions;

/// <summary>A session without a socket: it keeps what it is told, in order, and tells tests when there is enough.</summary>
internal sealed class Listener(string organizationId) : ISubscriptionOwner
{
    private readonly Lock _lock = new();
    private readonly List<FeedEvent> _events = [];
    private readonly List<(Func<bool> Holds, TaskCompletionSource Done)> _waiting = [];

    public string OrganizationId => organizationId;

    public int SubscriptionCount { get; set; } = 1;

    public List<EventRun> Runs { get; } = [];

    public List<(IReadOnlyList<ShardSnapshot> Shards, SubscriptionStart Why)> Presented { get; } = [];

    public IReadOnlyList<ShardPosition> Confirmed { get; private set; } = [];

    public (long Replayed, bool Complete)? Resume { get; private set; }

    public ReplayEnd? ReplayEnd { get; private set; }

    /// <summary>How many events had been told when the replay ended.</summary>
    public int ToldInReplay { get; private set; }

    public bool HasFailed { get; private set; }

    public int Denied { get; private set; }

    public int Superseded { get; private set; }

    public SubscriptionJoin? Join { get; set; }

    public Func<ValueTask> OnRoom { get; set; } = static () => ValueTask.CompletedTask;

    public IReadOnlyList<string> EventIds
    {
        get
        {
            lock (_lock)
            {
                return [.. _events.Select(e => e.Event.EventId)];
            }
        }
    }

    public IReadOnlyList<FeedEvent> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>Done when the condition holds; it is looked at whenever something is told.</summary>
    public Task Until(Func<bool> holds)
    {
        lock (_lock)
        {
            if (holds())
            {
                return Task.CompletedTask;
            }

            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((holds, done));
            return done.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    public void Offer(FeedEvent happened) => Told(() => _events.Add(happened));

    public void Offer(EventRun run) => Told(() =>
    {
        Runs.Add(run);
        _events.AddRange(run.Events);
    });

    public void Replay(FeedEvent happened) => Told(() => _events.Add(happened));

    public void Deny() => Told(() => Denied++);

    public void Supersede() => Told(() => Superseded++);

    public ValueTask Room() => OnRoom();

    public void Gap(FeedMember member) => _ = Join!.StartOver(member, this, SubscriptionStart.Gap);

    public void Confirm(Subscription subscription, IReadOnlyList<ShardPosition> offsets) => Told(() => Confirmed = offsets);

    public ValueTask Present(Subscription subscription, IReadOnlyList<ShardSnapshot> shards, SubscriptionStart why)
    {
        Told(() => Presented.Add((shards, why)));
        return ValueTask.CompletedTask;
    }

    public void Resumed(Subscription subscription, long replayed, bool complete) => Told(() => Resume = (replayed, complete));

    public void Replayed(Subscription subscription, ReplayEnd end) => Told(() => (ReplayEnd, ToldInReplay) = (end, _events.Count));

    public void Failed(Subscription subscription) => Told(() => HasFailed = true);

    private void Told(Action keep)
    {
        lock (_lock)
        {
            keep();
            foreach (var (holds, done) in _waiting.ToList())
            {
                if (holds())
                {
                    done.TrySetResult();
                }
            }

            _waiting.RemoveAll(w => w.Done.Task.IsCompleted);
        }
    }
}
