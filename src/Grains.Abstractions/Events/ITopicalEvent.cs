namespace Fleet.Events;

/// <summary>
/// An event of something that is neither vehicle, driver nor trip: a workflow, one of its executions, a webhook. Implemented by
/// <see cref="FleetEvent"/>s. It lies in whichever shard its publisher chose; one publisher keeps to one, so that its events stay in order.
/// </summary>
public interface ITopicalEvent
{
    /// <summary>What subscribers name to hear it, for example <c>workflow:w1</c>.</summary>
    string Topic { get; }

    /// <summary>Another one under which it is heard; null for none.</summary>
    string? AlsoTopic => null;
}
