using Fleet.Events;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.SocketIo.Fleet;

/// <summary>
/// A session as the feeds of one vocabulary see it: what is offered here leaves in that vocabulary. Several lanes of a
/// session want the same event without knowing of each other.
/// </summary>
internal sealed class Lane(FleetSocket socket, LaneKind kind) : ISubscriptionOwner
{
    private volatile int _count;

    public LaneKind Kind => kind;

    public string OrganizationId => socket.OrganizationId;

    /// <summary>Set by the session's receiving half.</summary>
    public int SubscriptionCount
    {
        get => _count;
        set => _count = value;
    }

    public void Offer(FeedEvent happened) => Tell(happened, conflate: true);

    /// <summary>Neither vocabulary has batches: an upload is told point by point.</summary>
    public void Offer(EventRun run)
    {
        foreach (var happened in run.Events)
        {
            Offer(happened);
        }
    }

    public void Replay(FeedEvent happened) => Tell(happened, conflate: false);

    public void Deny() => socket.Session.Deny();

    public void Supersede() => socket.Session.Supersede();

    public ValueTask Room() => socket.Session.Room();

    public void Gap(FeedMember member) => socket.StartOver(member, this);

    public void Confirm(Subscription subscription, IReadOnlyList<ShardPosition> offsets) => socket.Confirm(subscription);

    public ValueTask Present(Subscription subscription, IReadOnlyList<ShardSnapshot> shards, SubscriptionStart why) =>
        socket.Present(this, subscription, shards, why);

    public void Resumed(Subscription subscription, long replayed, bool complete)
    {
    }

    public void Failed(Subscription subscription) => socket.Failed(subscription);

    private void Tell(FeedEvent happened, bool conflate)
    {
        if (happened.Event is EventSuperseded && kind != LaneKind.Channels)
        {
            return; // S4 has no word for it
        }

        switch (kind)
        {
            case LaneKind.Channels:
                socket.Queue(happened.In(SocketIoForm.Channel), conflate);
                break;
            case LaneKind.Trip:
                socket.Queue(happened.In(SocketIoForm.Trip), conflate);
                break;
            case LaneKind.Tracking:
                socket.Queue(happened.In(SocketIoForm.Tracking), conflate);
                break;
            default:
                socket.Queue(happened.In(SocketIoForm.Vehicle), conflate);
                if (happened.Event is LocationUpdated { StatusBefore: not null })
                {
                    socket.Queue(happened.In(SocketIoForm.VehicleUpdated), conflate: false);
                }

                break;
        }
    }
}
