namespace Fleet.Gateway.Protocols.SocketIo.EngineIo;

/// <summary>One packet as it came in.</summary>
/// <param name="Data">What follows the type; the bytes themselves of <see cref="EngineKind.Binary"/>.</param>
internal readonly record struct EnginePacket(EngineKind Kind, ReadOnlyMemory<byte> Data);
