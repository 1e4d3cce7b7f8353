using System.Text.Json;
using Fleet.Gateway.Json;
using Fleet.Vehicles;

namespace Fleet.Gateway.Ingest;

/// <summary>The <c>results</c> member of an answer, the same at every door: see <see cref="LocationResults"/>.</summary>
internal static class LocationResultsJson
{
    /// <summary>The whole body. The caller flushes.</summary>
    public static void Write(HttpResponse response, PositionBatch batch, PositionStatus[] statuses)
    {
        response.ContentType = "application/json";
        using var writer = new Utf8JsonWriter(response.BodyWriter, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        Write(writer, batch, statuses);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, PositionBatch batch, PositionStatus[] statuses)
    {
        writer.WriteStartArray("results"u8);
        for (var i = 0; i < batch.Items.Count; i++)
        {
            var (position, error) = batch.Items[i];
            writer.WriteStartObject();
            writer.WriteNumber("index"u8, i);
            writer.WriteString("status"u8, StatusName(position < 0 ? PositionStatus.Refused : statuses[position]));
            if (position < 0)
                ItemError.Write(writer, error);
            else if (statuses[position] == PositionStatus.Refused)
                ItemError.Write(writer, new FieldError("item", FieldErrorCode.Refused, "was refused by the vehicle"));

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static ReadOnlySpan<byte> StatusName(PositionStatus status) => status switch
    {
        PositionStatus.Accepted => "accepted"u8,
        PositionStatus.Duplicate => "duplicate"u8,
        PositionStatus.Late => "late"u8,
        _ => "refused"u8,
    };
}
