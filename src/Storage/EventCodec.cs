using System.Buffers;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using Fleet.Events;

namespace Fleet.Storage;

/// <summary>How the events of a batch lie in the log. A row says its codec, so that the choice may change.</summary>
internal static class EventCodec
{
    public const short Json = 0;
    public const short BrotliJson = 1;

    /// <summary>What new rows use; docs/decisions/0006-postgres.md has the measurement.</summary>
    public const short Current = BrotliJson;

    private const int BrotliQuality = 1;
    private const int BrotliWindow = 18;

    public static byte[] Encode(ImmutableArray<FleetEvent> events, short codec)
    {
        using var buffer = new PooledBuffer(16 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = FleetJson.Options.Encoder, MaxDepth = FleetJson.Options.MaxDepth, SkipValidation = true }))
            JsonSerializer.Serialize(writer, events, FleetJson.Options);

        return codec switch
        {
            Json => buffer.Written.ToArray(),
            BrotliJson => Compress(buffer.Written.Span),
            _ => throw new ArgumentOutOfRangeException(nameof(codec)),
        };
    }

    public static ImmutableArray<FleetEvent> Decode(byte[] payload, short codec)
    {
        switch (codec)
        {
            case Json:
                return JsonSerializer.Deserialize<ImmutableArray<FleetEvent>>(payload, FleetJson.Options);
            case BrotliJson:
                using (var source = new BrotliStream(new MemoryStream(payload), CompressionMode.Decompress))
                    return JsonSerializer.Deserialize<ImmutableArray<FleetEvent>>(source, FleetJson.Options);
            default:
                throw new StorageException($"The event log has a batch of codec {codec}, which this version does not know.");
        }
    }

    private static byte[] Compress(ReadOnlySpan<byte> json)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(json.Length));
        try
        {
            return BrotliEncoder.TryCompress(json, buffer, out var written, BrotliQuality, BrotliWindow)
                ? buffer.AsSpan(0, written).ToArray()
                : throw new InvalidOperationException("The buffer is of Brotli's own maximum.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
