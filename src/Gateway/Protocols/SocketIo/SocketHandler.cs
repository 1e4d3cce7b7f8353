using Fleet.Gateway.Protocols.SocketIo.EngineIo;
using Fleet.Gateway.Protocols.SocketIo.Packets;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.SocketIo;

/// <summary>One namespace of one connection: what it is there for. Called by its session, one call at a time.</summary>
internal abstract class SocketHandler
{
    public virtual string OrganizationId => "";

    public virtual int SubscriptionCount => 0;

    /// <summary>Lets the client in or not, by its session's <see cref="SocketIoSession.Accept"/> or <see cref="SocketIoSession.Refuse"/>.</summary>
    /// <param name="auth">The connect packet's object; empty for none.</param>
    public abstract ValueTask Connect(ReadOnlyMemory<byte> auth);

    /// <summary>An event of a client that was let in.</summary>
    public abstract ValueTask Hear(SocketEvent happened);

    /// <summary>The client left the namespace, or the connection is over. Called once, whether or not it was let in.</summary>
    /// <param name="end">Null where the client, or the server, left on purpose.</param>
    public abstract Task Left(EngineEnd? end);

    /// <summary>The bytes of what the handler queued, at the moment it leaves.</summary>
    public virtual ReadOnlyMemory<byte> Write(object message) =>
        throw new InvalidOperationException($"Socket.IO cannot write {message.GetType().Name}.");

    /// <summary>What the handler queued will never be sent. Under the queue's lock.</summary>
    public virtual void Unsent(object message)
    {
    }

    public virtual void CheckDeadlines(DateTimeOffset now)
    {
    }

    public virtual void PingLeaves()
    {
    }

    public virtual void PongCame()
    {
    }

    /// <summary>The server ends the connection on purpose: nobody may come back to it.</summary>
    public virtual void Dismissed()
    {
    }

    public virtual SessionInfo? Describe() => null;

    /// <summary>The API key that the client came in with; null for a token.</summary>
    public virtual string? KeyId => null;

    /// <summary>That key was revoked, or has come to its end.</summary>
    public virtual void EndCredential(bool revoked)
    {
    }
}
