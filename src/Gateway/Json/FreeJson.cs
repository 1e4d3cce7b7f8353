using System.Text.Json;

namespace Fleet.Gateway.Json;

/// <summary>JSON that a caller may shape as he likes, and that is kept: no name twice in an object, valid Unicode throughout.</summary>
internal static class FreeJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>What is wrong with it, in words that follow the field's name; null for nothing.</summary>
    public static string? Fault(JsonElement element)
    {
        try
        {
            using var document = JsonDocument.Parse(element.GetRawText(), Strict);
            return IsUnicode(document.RootElement) ? null : "is not valid Unicode";
        }
        catch (JsonException)
        {
            return "has a name twice in one object";
        }
    }

    private static bool IsUnicode(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.Object => element.EnumerateObject().All(p => p.Name.Length >= 0 && IsUnicode(p.Value)),
                JsonValueKind.Array => element.EnumerateArray().All(IsUnicode),
                JsonValueKind.String => element.GetString() is not null,
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
