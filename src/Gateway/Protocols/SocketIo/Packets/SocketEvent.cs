namespace Fleet.Gateway.Protocols.SocketIo.Packets;

/// <summary>An event of the client.</summary>
/// <param name="Id">Set where the client waits for an acknowledgement.</param>
/// <param name="Json">The array: its name, then its arguments; binary ones are placeholders.</param>
internal readonly record struct SocketEvent(long? Id, ReadOnlyMemory<byte> Json, IReadOnlyList<byte[]> Attachments);
