namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>What <c>configure</c> sets; null where the message leaves it as it is.</summary>
/// <param name="BufferSize">Waiting messages from which only the newest location of a vehicle is kept.</param>
/// <param name="BatchInterval">Milliseconds; 0 for no batches.</param>
internal sealed record SessionSettings(MessageCompression? Compression, int? BufferSize, int? BatchInterval, bool? Deduplicate);
