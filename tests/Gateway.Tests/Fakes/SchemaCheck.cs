using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Fleet.Gateway.Fakes;

/// <summary>
/// A message against the gateway's own <c>/asyncapi.json</c>, by the few keywords of JSON Schema that simple messages need;
/// it fails on any other, so that nothing passes unread. The whole description is checked by ajv (tests/EndToEnd).
/// </summary>
internal static class SchemaCheck
{
    /// <returns>What is wrong, with its place; empty where nothing is.</returns>
    public static List<string> Faults(JsonElement document, string channel, JsonElement message)
    {
        var reference = document.GetProperty("channels").GetProperty(channel).GetProperty("messages").GetProperty(message.GetProperty("type").GetString()!);
        return [.. Faults(document, Follow(document, reference).GetProperty("payload"), message, "$")];
    }

    private static IEnumerable<string> Faults(JsonElement document, JsonElement schema, JsonElement value, string path) =>
        schema.EnumerateObject().SelectMany(keyword => Faults(document, schema, keyword, value, path));

    private static IEnumerable<string> Faults(JsonElement document, JsonElement schema, JsonProperty keyword, JsonElement value, string path)
    {
        return keyword.Name switch
        {
            "$ref" => Faults(document, Follow(document, schema), value, path),
            "description" => [],
            "const" => Fault(value.GetRawText() == keyword.Value.GetRawText()),
            "type" => Fault(IsOf(keyword.Value.GetString()!, value)),
            "format" => Fault(keyword.Value.GetString() == "date-time" && value.TryGetDateTimeOffset(out _)),
            "pattern" => Fault(Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!)),
            "minLength" => Fault(value.GetString()!.Length >= keyword.Value.GetInt32()),
            "maxLength" => Fault(value.GetString()!.Length <= keyword.Value.GetInt32()),
            "minimum" => Fault(value.GetDouble() >= keyword.Value.GetDouble()),
            "items" => value.EnumerateArray().SelectMany((item, i) => Faults(document, keyword.Value, item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"))),
            "required" => keyword.Value.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path}.{name} is missing"),
            "properties" => keyword.Value.EnumerateObject()
                .SelectMany(p => value.TryGetProperty(p.Name, out var member) ? Faults(document, p.Value, member, $"{path}.{p.Name}") : []),
            "additionalProperties" when keyword.Value.ValueKind == JsonValueKind.False => value.EnumerateObject()
                .Where(p => !schema.GetProperty("properties").TryGetProperty(p.Name, out _)).Select(p => $"{path}.{p.Name} is too much"),
            var other => throw new NotSupportedException($"{path}: {other} is not checked"),
        };

        IEnumerable<string> Fault(bool holds) => holds ? [] : [$"{path} breaks {keyword.Name} {keyword.Value}: {value}"];
    }

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => throw new NotSupportedException(type),
    };

    private static JsonElement Follow(JsonElement document, JsonElement reference)
    {
        var at = document;
        foreach (var name in reference.GetProperty("$ref").GetString()!.Split('/').Skip(1))
            at = at.GetProperty(name);

        return at;
    }
}
