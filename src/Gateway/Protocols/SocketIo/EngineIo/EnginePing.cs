namespace Fleet.Gateway.Protocols.SocketIo.EngineIo;

/// <summary>A ping in a session's queue. Its place among the messages matters: the pong says that what left before it arrived.</summary>
internal sealed class EnginePing
{
    public static readonly EnginePing Instance = new();

    private EnginePing()
    {
    }
}
