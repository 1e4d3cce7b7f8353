using Fleet.Events;

namespace Fleet.Workflows;

/// <summary>
/// An organization's workflows as far as starting them goes: triggers, schedules, what runs; key
/// <see cref="GrainKey.ForOrganization"/>. Calls workflows and executions; an execution tells it of its end beside its turns.
/// </summary>
[Alias("Fleet.IWorkflowRosterGrain")]
public interface IWorkflowRosterGrain : IEventReactor
{
    /// <summary>Adds a workflow, or changes when it starts.</summary>
    /// <returns>False where the organization has as many as it may.</returns>
    [Alias("Put")]
    Task<bool> Put(string workflowId, WorkflowTrigger trigger, bool enabled);

    /// <summary>And cancels what runs of it.</summary>
    [Alias("Remove")]
    Task Remove(string workflowId);

    /// <summary>Starts a workflow by hand.</summary>
    /// <param name="key">The same key starts once.</param>
    /// <param name="input">A JSON object.</param>
    [Alias("Start")]
    Task<ExecutionStarted> Start(string workflowId, string key, string input);

    [Alias("Retry")]
    Task<WorkflowCommand> Retry(string executionId);

    /// <param name="workflowId">Whose.</param>
    /// <param name="status">Null for any.</param>
    /// <param name="after"><see cref="ExecutionPage.Next"/> of the page before.</param>
    /// <param name="limit">1 or more.</param>
    [Alias("List")]
    Task<ExecutionPage> List(string workflowId, ExecutionStatus? status, string? after, int limit);

    /// <summary>By an execution that has ended. Idempotent.</summary>
    [Alias("Ended")]
    Task Ended(string executionId, ExecutionStatus status, DateTimeOffset at, string? error);

    /// <summary>After a restart: schedules and running executions have their clocks again.</summary>
    [Alias("Wake")]
    Task Wake();
}
