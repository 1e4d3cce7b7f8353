namespace Fleet.Events;

/// <summary>
/// A grain that something has to follow from an organization's events: alerts, webhooks, workflows. Key
/// <see cref="GrainKey.ForOrganization"/>. Each event shard of the organization hands it what happened, in the order of the
/// shard's line and at least once; it keeps <see cref="ReactionPlaces"/> in the same state as its effects, so that what comes
/// twice counts once.
/// </summary>
public interface IEventReactor : IGrainWithStringKey
{
    /// <summary>
    /// Returns once what follows is durable. Where it throws, the same events come again, after a while, perhaps with more
    /// behind them; nobody else waits for it.
    /// </summary>
    [Alias("React")]
    Task React(ReactionBatch batch);
}
