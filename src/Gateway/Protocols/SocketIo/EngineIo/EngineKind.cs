namespace Fleet.Gateway.Protocols.SocketIo.EngineIo;

/// <summary>Types of Engine.IO v4 packets. The values are the digits on the wire.</summary>
internal enum EngineKind
{
    Open = 0,
    Close = 1,
    Ping = 2,
    Pong = 3,
    Message = 4,
    Upgrade = 5,
    Noop = 6,

    /// <summary>A message of bytes: a binary frame, or <c>b</c> and base64 in a polling payload.</summary>
    Binary = 7,
}
