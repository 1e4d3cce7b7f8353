namespace Fleet.Gateway.Protocols.SocketIo.Packets;

/// <summary>One packet as it came in, its form checked.</summary>
/// <param name="Namespace">Begins with a slash.</param>
/// <param name="Id">Of an event that is to be acknowledged, or of the acknowledgement.</param>
/// <param name="Attachments">Binary messages that follow; 0 but for the binary kinds.</param>
/// <param name="Json">An array of an event or an acknowledgement, an object of a connect, or empty. Valid JSON.</param>
internal readonly record struct Packet(PacketKind Kind, string Namespace, long? Id, int Attachments, ReadOnlyMemory<byte> Json)
{
    public const string DefaultNamespace = "/";

    public bool IsBinary => Kind is PacketKind.BinaryEvent or PacketKind.BinaryAck;
}
