namespace Fleet.Gateway.Protocols.SocketIo.EngineIo;

/// <summary>A frame as it came in.</summary>
/// <param name="Rented">The pool's, to be given back with <see cref="EngineSocket.Return"/>.</param>
internal readonly record struct EngineInbound(EngineInboundKind Kind, ReadOnlyMemory<byte> Bytes, byte[]? Rented);
