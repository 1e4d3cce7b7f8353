using System.Text.Json.Nodes;

namespace Fleet.Workflows;

/// <summary>
/// What templates and conditions can see: event, workflow (id, name), execution (id), steps (their results). A path is names with dots
/// between; a number counts into a list. What is not there is null. Pure.
/// </summary>
public sealed class WorkflowScope
{
    public static readonly string[] Roots = ["event", "workflow", "execution", "steps"];

    private readonly JsonObject _root;

    private WorkflowScope(JsonObject root) => _root = root;

    public static WorkflowScope Of(string happened, string workflowId, string workflowName, string executionId, IEnumerable<StepRun> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var results = new JsonObject();
        foreach (var step in steps.Where(s => s.Result is not null))
            results[step.StepId] = new JsonObject { ["result"] = step.Result };

        return new WorkflowScope(new JsonObject
        {
            ["event"] = JsonNode.Parse(happened),
            ["workflow"] = new JsonObject { ["id"] = workflowId, ["name"] = workflowName },
            ["execution"] = new JsonObject { ["id"] = executionId },
            ["steps"] = results,
        });
    }

    /// <summary>What is wrong with a path; null for nothing.</summary>
    public static string? Fault(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var names = path.Split('.');
        return !Roots.Contains(names[0]) ? $"must begin with one of {string.Join(", ", Roots)}"
            : names.Any(n => n.Length == 0 || !n.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or ':')) ? "must be names with dots between"
            : null;
    }

    public JsonNode? Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        JsonNode? node = _root;
        foreach (var name in path.Split('.'))
        {
            node = node switch
            {
                JsonObject known => known.TryGetPropertyValue(name, out var value) ? value : null,
                JsonArray list when int.TryParse(name, out var index) && index >= 0 && index < list.Count => list[index],
                _ => null,
            };
        }

        return node;
    }
}
