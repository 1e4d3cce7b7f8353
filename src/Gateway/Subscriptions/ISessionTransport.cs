namespace Fleet.Gateway.Subscriptions;

/// <summary>Moves a session's bytes to its peer and knows no message. Called by the session's one writer only, save <see cref="Abort"/>.</summary>
public interface ISessionTransport
{
    /// <summary>Done when a message would leave at once. Until then messages stay in the queue, where they can still be conflated.</summary>
    ValueTask Ready() => ValueTask.CompletedTask;

    /// <summary>Sends each as one text message. Those due together leave in one write where the transport can.</summary>
    ValueTask Send(ReadOnlyMemory<ReadOnlyMemory<byte>> messages);

    /// <summary>Says goodbye; the peer answers in its own time.</summary>
    ValueTask Close(int code, string reason);

    /// <summary>Cuts the connection. Any thread.</summary>
    void Abort();
}
