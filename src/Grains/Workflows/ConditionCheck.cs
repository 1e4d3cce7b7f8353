using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fleet.Workflows;

/// <summary>Whether a condition holds. Values of different kinds are not equal, and neither is greater. Pure.</summary>
internal static class ConditionCheck
{
    public static bool Holds(StepCondition condition, WorkflowScope scope)
    {
        if (!condition.All.IsEmpty)
            return condition.All.All(c => Holds(c, scope));

        if (!condition.Any.IsEmpty)
            return condition.Any.Any(c => Holds(c, scope));

        var found = scope.Find(condition.Field ?? "");
        var wanted = condition.Value is null ? null : JsonNode.Parse(condition.Value);
        return condition.Operator switch
        {
            ConditionOperator.Exists => found is not null,
            ConditionOperator.Eq => JsonNode.DeepEquals(found, wanted) || Compare(found, wanted) == 0,
            ConditionOperator.Ne => !JsonNode.DeepEquals(found, wanted) && Compare(found, wanted) != 0,
            ConditionOperator.Gt => Compare(found, wanted) > 0,
            ConditionOperator.Gte => Compare(found, wanted) >= 0,
            ConditionOperator.Lt => Compare(found, wanted) < 0,
            ConditionOperator.Lte => Compare(found, wanted) <= 0,
            ConditionOperator.In => wanted is JsonArray list && list.Any(w => JsonNode.DeepEquals(found, w) || Compare(found, w) == 0),
            ConditionOperator.Contains => Contains(found, wanted),
            _ => false,
        };
    }

    private static bool Contains(JsonNode? found, JsonNode? wanted) => found switch
    {
        JsonArray list => list.Any(f => JsonNode.DeepEquals(f, wanted)),
        JsonValue => KindOf(found) == JsonValueKind.String && KindOf(wanted) == JsonValueKind.String
            && found.GetValue<string>().Contains(wanted!.GetValue<string>(), StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Null where there is no order between them.</summary>
    private static int? Compare(JsonNode? a, JsonNode? b) => (KindOf(a), KindOf(b)) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => Number(a).CompareTo(Number(b)),
        (JsonValueKind.String, JsonValueKind.String) => string.CompareOrdinal(a!.GetValue<string>(), b!.GetValue<string>()),
        _ => null,
    };

    private static double Number(JsonNode? node) => JsonSerializer.Deserialize<double>(node);

    private static JsonValueKind KindOf(JsonNode? node) => node?.GetValueKind() ?? JsonValueKind.Null;
}
