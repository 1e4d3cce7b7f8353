namespace Fleet.Gateway.Protocols;

/// <summary>What a protocol wants of its WebSockets.</summary>
/// <param name="MaxMessageBytes">Of one message from the peer; a bigger one is <see cref="InboundKind.TooBig"/>.</param>
/// <param name="SendBufferBytes">Of the kernel: what it takes from a session whose peer does not read.</param>
internal readonly record struct WebSocketTerms(int MaxMessageBytes, int SendBufferBytes)
{
    /// <summary>Whether permessage-deflate is agreed on where the peer offers it.</summary>
    public bool Deflate { get; init; }

    /// <summary>How often the peer is pinged, for protocols whose clients may never say anything; null for never. One that does not answer for three times as long is cut.</summary>
    public TimeSpan? Ping { get; init; }

    /// <summary>The subprotocol that is answered; null for none.</summary>
    public string? Subprotocol { get; init; }
}
