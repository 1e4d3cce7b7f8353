using Fleet.Gateway.Protocols.Streaming;

namespace Fleet.Gateway.Ingest.Sockets;

/// <summary>One inbound message, read and checked for form: exactly one of the first three.</summary>
internal readonly record struct IngestInbound
{
    /// <summary>Null where the message has none, or none that can be read.</summary>
    public long? Seq { get; init; }

    /// <summary>Positions; each item was judged alone.</summary>
    public PositionBatch? Batch { get; init; }

    /// <summary>An auth or a ping.</summary>
    public ClientMessage? Other { get; init; }

    public StreamingError? Error { get; init; }
}
