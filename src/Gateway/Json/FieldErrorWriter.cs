using System.Text.Json;

namespace Fleet.Gateway.Json;

/// <summary>How every socket says what was wrong with a message: the first field by itself, and all of them.</summary>
internal static class FieldErrorWriter
{
    /// <summary>Writes <c>field</c> and <c>errors</c> into the open object; nothing where there are none.</summary>
    public static void WriteFieldErrors(this Utf8JsonWriter writer, IReadOnlyList<FieldError> errors)
    {
        if (errors.Count == 0)
            return;

        writer.WriteString("field"u8, errors[0].Field);
        writer.WriteStartArray("errors"u8);
        foreach (var error in errors)
        {
            writer.WriteStartObject();
            writer.WriteString("field"u8, error.Field);
            writer.WriteString("code"u8, error.Code);
            writer.WriteString("message"u8, error.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
