using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Alerts;
using Fleet.Gateway.Json;

namespace Fleet.Gateway.Api.Alerts;

/// <summary>A comparison {field, operator, value}, or several joined by all or any.</summary>
public sealed record ConditionView
{
    private const int MaxText = 256;
    private const int MaxList = 100;

    public string? Field { get; init; }

    [Description("eq, ne, gt, gte, lt, lte, in, not_in, contains, exists; eq where absent.")]
    public AlertOperator? Operator { get; init; }

    [Description("A text, a number, true or false, or with in and not_in a list of texts or of numbers.")]
    public JsonNode? Value { get; init; }

    public IReadOnlyList<ConditionView>? All { get; init; }

    public IReadOnlyList<ConditionView>? Any { get; init; }

    internal static ConditionView? Of(AlertCondition? condition) => condition is null ? null : new ConditionView
    {
        Field = condition.Field,
        Operator = condition.Field is null ? null : condition.Operator,
        Value = condition.Value is null ? null : Node(condition.Value),
        All = condition.All.IsEmpty ? null : [.. condition.All.Select(c => Of(c)!)],
        Any = condition.Any.IsEmpty ? null : [.. condition.Any.Select(c => Of(c)!)],
    };

    /// <summary>Null where the field is absent or in error.</summary>
    internal static AlertCondition? Read(JsonFields fields, string name, JsonElement? element) =>
        fields.Object(name) is { } condition ? Read(condition, element is { } e && e.TryGetProperty(name, out var inner) ? inner : default, 1) : null;

    private static AlertCondition Read(JsonFields fields, JsonElement element, int depth) => new()
    {
        Field = fields.Text("field", MaxText),
        Operator = fields.Choice<AlertOperator>("operator") ?? AlertOperator.Eq,
        Value = element.ValueKind == JsonValueKind.Object && element.TryGetProperty("value", out var value) ? ReadValue(fields, value) : null,
        All = [.. Parts(fields, "all", depth)],
        Any = [.. Parts(fields, "any", depth)],
    };

    /// <summary>Deeper than any rule may be, the reader stops; the rule is refused for its depth.</summary>
    private static IEnumerable<AlertCondition> Parts(JsonFields fields, string name, int depth)
    {
        foreach (var (element, path) in (depth > AlertRuleValidator.MaxDepth ? null : fields.Items(name, AlertRuleValidator.MaxConditions)) ?? [])
        {
            if (JsonFields.Open(element, path, fields.Errors) is { } part)
                yield return Read(part, element, depth + 1);
        }
    }

    private static AlertValue? ReadScalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when Text(value) is { } text => new() { Text = text },
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => new() { Number = number },
        JsonValueKind.True or JsonValueKind.False => new() { Flag = value.GetBoolean() },
        _ => null,
    };

    private static AlertValue? ReadValue(JsonFields fields, JsonElement value)
    {
        AlertValue? read;
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is > 0 and <= MaxList)
        {
            var items = value.EnumerateArray().Select(ReadScalar).ToList();
            read = items.TrueForAll(i => i?.Text is not null) ? new() { Texts = [.. items.Select(i => i!.Text!)] }
                : items.TrueForAll(i => i?.Number is not null) ? new() { Numbers = [.. items.Select(i => i!.Number!.Value)] }
                : null;
        }
        else
        {
            read = ReadScalar(value);
        }

        if (read is null)
            fields.Fail("value", FieldErrorCode.Type, $"must be a text of at most {MaxText} characters, a number, true or false, or a list of 1 to {MaxList} texts or numbers");

        return read;
    }

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString() is { Length: <= MaxText } text ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null; // a lone surrogate
        }
    }

    private static JsonNode Node(AlertValue value) =>
        value.Text is { } text ? JsonValue.Create(text)
        : value.Number is { } number ? JsonValue.Create(number)
        : value.Flag is { } flag ? JsonValue.Create(flag)
        : value.Texts.IsEmpty ? new JsonArray([.. value.Numbers.Select(n => (JsonNode)JsonValue.Create(n))])
        : new JsonArray([.. value.Texts.Select(t => (JsonNode)JsonValue.Create(t)!)]);
}
