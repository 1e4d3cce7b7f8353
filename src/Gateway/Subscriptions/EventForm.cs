namespace Fleet.Gateway.Subscriptions;

/// <summary>A way to write an event. Each has a slot of its own in <see cref="FeedEvent"/>, so forms are few and static.</summary>
public abstract class EventForm
{
    /// <summary>Slots in all: 0 and 1 of streaming, 2 to 9 of Socket.IO, 10 and 11 of traffic, 12 to 15 of SpatialFlow.</summary>
    internal const int Count = 16;

    protected EventForm(int slot)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(slot, Count);
        Slot = slot;
    }

    internal int Slot { get; }

    /// <summary>UTF-8, the same for every subscriber.</summary>
    public abstract byte[] Encode(FeedEvent happened);
}
