using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>Writes one JSON message with a writer and a buffer that each thread keeps. The result is exactly as long as the message.</summary>
internal static class JsonBytes
{
    /// <summary>A buffer that a huge message made larger than this is not kept.</summary>
    private const int KeptSize = 64 * 1024;

    /// <summary>Names are UTF-8 on the wire, not \u escapes; nothing here is put into HTML.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    public static byte[] Write<T>(T state, Action<Utf8JsonWriter, T> write)
    {
        var buffer = _buffer ?? new ArrayBufferWriter<byte>(1024);
        var writer = _writer ?? new Utf8JsonWriter(buffer, Options);
        (_buffer, _writer) = (null, null); // a message within a message gets a pair of its own
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        write(writer, state);
        writer.Flush();
        var bytes = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity <= KeptSize)
        {
            (_buffer, _writer) = (buffer, writer);
        }

        return bytes;
    }
}
