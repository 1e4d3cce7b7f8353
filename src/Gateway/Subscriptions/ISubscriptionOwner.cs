using Fleet.Events;

namespace Fleet.Gateway.Subscriptions;

/// <summary>What a session has to say while one of its subscriptions joins. After a gap in several shards at once the calls may overlap.</summary>
public interface ISubscriptionOwner : ISubscriber
{
    /// <summary>The subscription stands; from these places on nothing will be missing.</summary>
    void Confirm(Subscription subscription, IReadOnlyList<ShardPosition> offsets);

    /// <summary>The present state of some shards, not yet filtered. May wait for room in parts.</summary>
    ValueTask Present(Subscription subscription, IReadOnlyList<ShardSnapshot> shards, SubscriptionStart why);

    /// <summary>The resume is over. Not complete: none of what was missed counts as told, a snapshot follows.</summary>
    void Resumed(Subscription subscription, long replayed, bool complete);

    /// <summary>A replay has come to its end: what follows is live, or nothing.</summary>
    void Replayed(Subscription subscription, ReplayEnd end) => throw new InvalidOperationException("This protocol offers no replay.");

    /// <summary>The shards could not be asked; the subscription was taken back.</summary>
    void Failed(Subscription subscription);
}
