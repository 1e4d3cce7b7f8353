namespace Fleet.Gateway.Protocols.SocketIo.EngineIo;

internal enum EngineInboundKind
{
    Text,
    Binary,
    TooBig,

    /// <summary>The peer says goodbye.</summary>
    Close,
}
