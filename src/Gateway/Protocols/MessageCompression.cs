namespace Fleet.Gateway.Protocols;

/// <summary>S0's <c>configure.options.compression</c>.</summary>
internal enum MessageCompression
{
    None,

    /// <summary>permessage-deflate where the handshake negotiated it, else binary frames of gzip.</summary>
    Gzip,
}
