using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fleet.Workflows;

/// <summary>
/// Texts with {{path}} in them. A value goes in as text: it is never read as a template again, has no control characters, and is
/// cut at <see cref="MaxValue"/> characters. What is not there is empty. In JSON only texts are templates: their values are escaped by the writer, and a text that is nothing
/// but one template becomes the value itself. Pure.
/// </summary>
public static class WorkflowTemplate
{
    public const int MaxValue = 2_000;

    private const string Open = "{{";
    private const string Close = "}}";

    /// <summary>What is wrong with a text; null for nothing.</summary>
    public static string? Fault(string text)
    {
        string? fault = null;
        return !Walk(text, static _ => { }, path => fault ??= WorkflowScope.Fault(path)) ? "has {{ without }}"
            : fault is null ? null
            : "has a template that " + fault;
    }

    public static string Render(string text, WorkflowScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var rendered = new StringBuilder();
        Walk(text, plain => rendered.Append(plain), path => rendered.Append(TextOf(scope.Find(path))));
        return rendered.ToString();
    }

    /// <summary>What is wrong with the texts inside of a JSON value; null for nothing.</summary>
    public static string? FaultIn(JsonNode? node) => node switch
    {
        JsonObject known => known.Select(p => FaultIn(p.Value)).FirstOrDefault(f => f is not null),
        JsonArray list => list.Select(FaultIn).FirstOrDefault(f => f is not null),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Fault(value.GetValue<string>()),
        _ => null,
    };

    public static JsonNode? Render(JsonNode? node, WorkflowScope scope) => node switch
    {
        JsonObject known => new JsonObject(known.Select(p => KeyValuePair.Create(p.Key, Render(p.Value, scope)))),
        JsonArray list => new JsonArray([.. list.Select(e => Render(e, scope))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Whole(value.GetValue<string>(), scope),
        _ => node?.DeepClone(),
    };

    private static JsonNode? Whole(string text, WorkflowScope scope)
    {
        var (plain, paths) = (0, new List<string>());
        Walk(text, p => plain += p.Length, paths.Add);
        return plain == 0 && paths.Count == 1 ? scope.Find(paths[0])?.DeepClone() : JsonValue.Create(Render(text, scope));
    }

    private static string TextOf(JsonNode? node)
    {
        var text = node switch
        {
            null => "",
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            _ => node.ToJsonString(),
        };
        text = string.Concat(text.Take(MaxValue).Select(c => char.IsControl(c) ? ' ' : c));
        return text;
    }

    /// <returns>False where one is not closed.</returns>
    private static bool Walk(string text, Action<string> plain, Action<string> path)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = 0;
        while (text.IndexOf(Open, at, StringComparison.Ordinal) is var open and >= 0)
        {
            var close = text.IndexOf(Close, open, StringComparison.Ordinal);
            if (close < 0)
                return false;

            if (open > at)
                plain(text[at..open]);

            path(text[(open + Open.Length)..close].Trim());
            at = close + Close.Length;
        }

        if (at < text.Length)
            plain(text[at..]);

        return true;
    }
}
