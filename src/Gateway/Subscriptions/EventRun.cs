namespace Fleet.Gateway.Subscriptions;

/// <summary>Consecutive locations of one vehicle that came in one upload, as one subscriber gets them. At least two.</summary>
public sealed class EventRun(FeedEvent[] events)
{
    private byte[]? _encoded;

    public IReadOnlyList<FeedEvent> Events => events;

    public FeedEvent Newest => events[^1];

    /// <summary>Made once for all who get the same run. Only streaming has such a message, hence one slot.</summary>
    public byte[] Encoded(Func<EventRun, byte[]> encode) => Volatile.Read(ref _encoded) ?? (_encoded = encode(this));
}
