namespace Fleet.Gateway.Protocols;

/// <summary>A message as it came in.</summary>
/// <param name="Bytes">Its text; of a message that is too big, its beginning.</param>
/// <param name="Rented">The pool's, to be given back with <see cref="WebSocketConnection.Return"/>.</param>
internal readonly record struct Inbound(InboundKind Kind, ReadOnlyMemory<byte> Bytes, byte[]? Rented);
