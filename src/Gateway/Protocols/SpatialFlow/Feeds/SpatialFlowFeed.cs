using Fleet.Events;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.SpatialFlow.Feeds;

/// <summary>What one of S3's paths tells: who may hear it, what is subscribed to, the present state. One object a path and gateway; it keeps nothing.</summary>
internal abstract class SpatialFlowFeed
{
    /// <summary>For logs and operators.</summary>
    public abstract string Name { get; }

    /// <summary>How its events are written. One static form with a slot of its own: <see cref="EventForm"/>.</summary>
    public abstract EventForm Form { get; }

    /// <summary>Anybody else is closed with 4003, whatever the path's ids.</summary>
    public virtual bool SuperuserOnly => false;

    /// <summary>Whether the principal may hear it, and what that is.</summary>
    /// <param name="ids">Of the path, by their names in the route; not checked yet.</param>
    public abstract ValueTask<FeedTicket> Admit(Principal principal, IReadOnlyDictionary<string, string> ids);

    /// <summary>
    /// The present state as one message; null where the path tells none. It is read after the shards' heads were, and what
    /// happens behind those heads is told as events, so that an event may be in both and none is in neither.
    /// </summary>
    public virtual ValueTask<byte[]?> Present(Principal principal, FeedTicket ticket, IReadOnlyList<ShardPosition> heads) => ValueTask.FromResult<byte[]?>(null);
}
