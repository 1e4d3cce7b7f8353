using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fleet.Gateway.Api.History;

/// <summary>
/// Rows onto a response as they come: nothing is kept but a buffer, and a reader that is slow makes the source wait. Where
/// the source fails after the answer has begun, the connection is cut: a part never looks like the whole.
/// </summary>
internal sealed class RowWriter<T>(HttpContext context, HistoryFormat format, Action<Utf8JsonWriter, T> write)
{
    /// <summary>Bytes that are written before they are flushed.</summary>
    private const int FlushAt = 16_384;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <param name="rows">What the caller may see, in order.</param>
    /// <param name="limit">Rows to be written; null for all.</param>
    /// <param name="next">The cursor for what follows a row.</param>
    public async Task Write(IAsyncEnumerable<T> rows, int? limit, Func<T, string> next)
    {
        var aborted = context.RequestAborted;
        await using var source = rows.GetAsyncEnumerator(aborted);
        var any = await source.MoveNextAsync(); // a store that is away is still answered with a problem
        context.Response.ContentType = HistoryFormats.ContentType(format);
        try
        {
            await using var json = new Utf8JsonWriter(context.Response.BodyWriter, Options);
            await WriteAll(json, source, any, limit, next, aborted);
        }
        catch
        {
            context.Abort();
            throw;
        }
    }

    private async Task WriteAll(
        Utf8JsonWriter json, IAsyncEnumerator<T> source, bool any, int? limit, Func<T, string> next, CancellationToken aborted)
    {
        var body = context.Response.BodyWriter;
        var written = 0;
        var unflushed = 0L;
        T last = default!;
        Begin(json);
        while (any && written < (limit ?? int.MaxValue))
        {
            last = source.Current;
            write(json, last);
            EndRow(json);
            written++;
            if (json.BytesCommitted + json.BytesPending - unflushed > FlushAt || (format == HistoryFormat.Ndjson && body.UnflushedBytes > FlushAt))
            {
                unflushed = json.BytesCommitted + json.BytesPending;
                await json.FlushAsync(aborted);
                await body.FlushAsync(aborted);
            }

            any = await source.MoveNextAsync();
        }

        End(json, any ? next(last) : null);
        await json.FlushAsync(aborted);
        await body.FlushAsync(aborted);
    }

    private void Begin(Utf8JsonWriter json)
    {
        if (format == HistoryFormat.Ndjson)
            return;

        json.WriteStartObject();
        if (format == HistoryFormat.Geojson)
            json.WriteString("type"u8, "FeatureCollection"u8);
        json.WriteStartArray(format == HistoryFormat.Geojson ? "features"u8 : "items"u8);
    }

    private void EndRow(Utf8JsonWriter json)
    {
        if (format != HistoryFormat.Ndjson)
            return;

        json.Flush();
        context.Response.BodyWriter.GetSpan(1)[0] = (byte)'\n';
        context.Response.BodyWriter.Advance(1);
        json.Reset(context.Response.BodyWriter);
    }

    private void End(Utf8JsonWriter json, string? cursor)
    {
        if (format == HistoryFormat.Ndjson && cursor is null)
            return;

        if (format == HistoryFormat.Ndjson)
            json.WriteStartObject();
        else
            json.WriteEndArray();
        if (cursor is not null)
            json.WriteString("next_cursor"u8, cursor);
        json.WriteEndObject();
        EndRow(json);
    }
}
