using System.ComponentModel;
using System.Text.Json;
using Fleet.Workflows;

namespace Fleet.Gateway.Api.Workflows;

/// <summary>An execution of a workflow.</summary>
public sealed record ExecutionView
{
    public required string ExecutionId { get; init; }

    public required string WorkflowId { get; init; }

    public required ExecutionStatus Status { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    [Description("Why it failed: the step and what it said.")]
    public string? Error { get; init; }

    [Description("Not in lists.")]
    public int? WorkflowVersion { get; init; }

    [Description("What triggered it. Not in lists.")]
    public JsonElement? Event { get; init; }

    [Description("Steps reached, in that order. Not in lists.")]
    public IReadOnlyList<StepRunView>? Steps { get; init; }

    internal static ExecutionView Of(ExecutionEntry e) => new()
    {
        ExecutionId = e.ExecutionId,
        WorkflowId = e.WorkflowId,
        Status = e.Status,
        StartedAt = e.StartedAt,
        EndedAt = e.EndedAt,
        Error = e.Error,
    };

    internal static ExecutionView Of(ExecutionSnapshot e) => new()
    {
        ExecutionId = e.ExecutionId,
        WorkflowId = e.WorkflowId,
        Status = e.Status,
        StartedAt = e.StartedAt,
        EndedAt = e.EndedAt,
        Error = e.Error,
        WorkflowVersion = e.WorkflowVersion,
        Event = JsonSerializer.Deserialize<JsonElement>(e.Event),
        Steps = [.. e.Steps.Select(StepRunView.Of)],
    };
}
