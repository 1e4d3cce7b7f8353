namespace Fleet.Gateway.Protocols.SocketIo.Packets;

/// <summary>A binary packet whose attachments are still to come. Bounds: as many as it announced, and bytes in all.</summary>
internal sealed class BinaryPacket(Packet packet, int maxBytes)
{
    private readonly List<byte[]> _attachments = new(packet.Attachments);
    private int _bytes;

    /// <summary>The packet, on memory of its own.</summary>
    public Packet Packet { get; } = packet with { Json = packet.Json.ToArray() };

    public IReadOnlyList<byte[]> Attachments => _attachments;

    public bool IsWhole => _attachments.Count == Packet.Attachments;

    /// <returns>False where they are too large together.</returns>
    public bool TryAdd(ReadOnlySpan<byte> attachment)
    {
        _bytes += attachment.Length;
        _attachments.Add(attachment.ToArray());
        return _bytes <= maxBytes;
    }
}
