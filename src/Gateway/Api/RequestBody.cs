using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Ingest;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api;

/// <summary>A request's whole body in one pooled buffer. Bound: MaxBodyBytes per request, where the endpoint has no bound of its own. Dispose gives it back.</summary>
internal sealed class RequestBody : IDisposable
{
    private byte[]? _buffer;
    private int _length;

    private RequestBody(byte[] buffer) => _buffer = buffer;

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <param name="context">Of the request.</param>
    /// <param name="maxBytes">Null for <c>MaxBodyBytes</c>.</param>
    /// <exception cref="ProblemException">Not JSON by its headers, or too large.</exception>
    public static async ValueTask<RequestBody> Read(HttpContext context, int? maxBytes = null)
    {
        var max = maxBytes ?? context.RequestServices.GetRequiredService<IOptions<IngestOptions>>().Value.MaxBodyBytes;
        CheckHeaders(context.Request, max);
        var body = new RequestBody(ArrayPool<byte>.Shared.Rent((int)(context.Request.ContentLength ?? 16_384) + 1));
        try
        {
            await body.Fill(context.Request.BodyReader, max, context.RequestAborted);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <exception cref="ProblemException">It is not JSON.</exception>
    public JsonDocument Parse()
    {
        try
        {
            return JsonDocument.Parse(Memory);
        }
        catch (JsonException e)
        {
            throw new ProblemException(Malformed(e));
        }
    }

    /// <summary>The problem for text that is not JSON, with the place where it stops being it.</summary>
    public Problem Malformed(JsonException exception)
    {
        var position = 0L;
        for (var line = 0L; line < exception.LineNumber; line++)
            position += Bytes[(int)position..].IndexOf((byte)'\n') + 1;

        position += exception.BytePositionInLine ?? 0;
        return new Problem(ProblemKinds.MalformedJson, $"It stops being JSON at byte {position}.") { BytePosition = position };
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private static void CheckHeaders(HttpRequest request, int max)
    {
        if (!request.HasJsonContentType() && request.ContentType is not null)
            throw new ProblemException(new Problem(ProblemKinds.UnsupportedMediaType));

        if (request.Headers.ContentEncoding.Count > 0)
            throw new ProblemException(new Problem(ProblemKinds.UnsupportedMediaType, "The body must not be compressed."));

        if (request.ContentLength > max)
            throw TooLarge(max);
    }

    private async ValueTask Fill(PipeReader reader, int max, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            Append(read.Buffer, max);
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return;
        }
    }

    private void Append(ReadOnlySequence<byte> bytes, int max)
    {
        if (_length + bytes.Length > max)
            throw TooLarge(max);

        var needed = _length + (int)bytes.Length;
        if (needed > _buffer!.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _buffer.Length * 2));
            Bytes.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        bytes.CopyTo(_buffer.AsSpan(_length));
        _length = needed;
    }

    private static ProblemException TooLarge(int max) => new(new Problem(ProblemKinds.TooLarge, $"At most {max} bytes are taken."));
}
