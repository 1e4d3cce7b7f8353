using System.Text.Json;
using Fleet.Gateway.Json;

namespace Fleet.Gateway.Ingest;

/// <summary>The <c>error</c> member of a result.</summary>
internal static class ItemError
{
    public static void Write(Utf8JsonWriter writer, FieldError error)
    {
        writer.WriteStartObject("error"u8);
        writer.WriteString("field"u8, error.Field);
        writer.WriteString("code"u8, error.Code);
        writer.WriteString("message"u8, error.Message);
        writer.WriteEndObject();
    }
}
