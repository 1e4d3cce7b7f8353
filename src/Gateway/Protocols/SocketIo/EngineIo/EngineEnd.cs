namespace Fleet.Gateway.Protocols.SocketIo.EngineIo;

/// <summary>Why a session ended.</summary>
internal enum EngineEnd
{
    /// <summary>The connection was lost, or the client closed the transport: it may come back.</summary>
    TransportClosed,

    /// <summary>No pong in time: it may come back.</summary>
    PingTimeout,

    /// <summary>It broke the protocol.</summary>
    ProtocolError,
}
