namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// A session as feeds see it. Nothing here blocks or throws: feeds call it under their lock. <see cref="Room"/> alone
/// is waited for, by those who read the ring, and not under a lock.
/// </summary>
public interface ISubscriber
{
    string OrganizationId { get; }

    /// <summary>With more than one, a feed makes sure that an event which several of them want is offered once.</summary>
    int SubscriptionCount { get; }

    /// <summary>A live event. Locations may be conflated when the session lags.</summary>
    void Offer(FeedEvent happened);

    void Offer(EventRun run);

    /// <summary>An event that the session missed, or asked to see again. Never conflated.</summary>
    void Replay(FeedEvent happened);

    /// <summary>An event was wanted that this session may not see.</summary>
    void Deny();

    /// <summary>A location was taken for this session and then replaced by a newer one before its interval was over.</summary>
    void Supersede();

    /// <summary>Done when the session has sent nearly all it was given, or is closed.</summary>
    ValueTask Room();

    /// <summary>The shard's line broke, or went on without the member: it has to be brought back (<see cref="SubscriptionJoin.StartOver"/>).</summary>
    void Gap(FeedMember member);
}
