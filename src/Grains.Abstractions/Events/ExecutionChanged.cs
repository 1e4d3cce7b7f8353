using Fleet.Workflows;

namespace Fleet.Events;

/// <summary>
/// An execution of a workflow began, ended, or came further with a step. In the shard of the workflow's id. Vehicle, driver and
/// trip are those of what triggered it.
/// </summary>
[GenerateSerializer, Immutable, Alias("Fleet.ExecutionChanged")]
public sealed record ExecutionChanged : FleetEvent, ITopicalEvent
{
    [Id(0)] public required string WorkflowId { get; init; }

    [Id(1)] public required string ExecutionId { get; init; }

    [Id(2)] public required ExecutionStatus Status { get; init; }

    /// <summary>The step that changed; null where the execution itself did.</summary>
    [Id(3)] public StepRun? Step { get; init; }

    [Id(4)] public required DateTimeOffset StartedAt { get; init; }

    [Id(5)] public string? Error { get; init; }

    /// <summary>The workflow's name.</summary>
    [Id(6)] public string? WorkflowName { get; init; }

    public string Topic => TopicOfExecution(ExecutionId);

    /// <summary>Who follows the workflow hears when executions begin and end.</summary>
    public string? AlsoTopic => Step is null ? TopicOfWorkflow(WorkflowId) : null;

    public static string TopicOfExecution(string executionId) => "execution:" + executionId;

    public static string TopicOfWorkflow(string workflowId) => "workflow:" + workflowId;
}
