using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Workflows;

namespace Fleet.Gateway.Fakes;

/// <summary>One workflow and one execution of it, for whoever asks for them under their ids in one organization.</summary>
public sealed class FakeWorkflows(string organization, WorkflowDefinition workflow, ExecutionSnapshot execution)
{
    public IWorkflowGrain Workflow(string key) => new FakeWorkflow(key == GrainKey.For(organization, workflow.WorkflowId) ? workflow : null);

    public IExecutionGrain Execution(string key) => new FakeExecution(key == GrainKey.For(organization, execution.ExecutionId) ? execution : null);

    public IWorkflowRosterGrain Roster(string key) => new FakeRoster(key == GrainKey.ForOrganization(organization) ? [execution] : []);

    private sealed class FakeWorkflow(WorkflowDefinition? known) : IWorkflowGrain
    {
        public Task<WorkflowDefinition> Define(WorkflowDefinition definition) => throw new NotSupportedException();

        public Task<WorkflowDefinition?> Get() => Task.FromResult(known);

        public Task<bool> Remove() => throw new NotSupportedException();
    }

    private sealed class FakeExecution(ExecutionSnapshot? known) : IExecutionGrain
    {
        public Task<ExecutionStatus> Start(ExecutionStart start) => throw new NotSupportedException();

        public Task<ExecutionSnapshot?> Get() => Task.FromResult(known);

        public Task<WorkflowCommand> Cancel() => throw new NotSupportedException();

        public Task<WorkflowCommand> Retry() => throw new NotSupportedException();

        public Task<ExecutionStatus?> Wake() => throw new NotSupportedException();

        public Task Forget() => throw new NotSupportedException();
    }

    private sealed class FakeRoster(ImmutableArray<ExecutionSnapshot> known) : IWorkflowRosterGrain
    {
        public Task React(ReactionBatch batch) => throw new NotSupportedException();

        public Task<bool> Put(string workflowId, WorkflowTrigger trigger, bool enabled) => throw new NotSupportedException();

        public Task Remove(string workflowId) => throw new NotSupportedException();

        public Task<ExecutionStarted> Start(string workflowId, string key, string input) => throw new NotSupportedException();

        public Task<WorkflowCommand> Retry(string executionId) => throw new NotSupportedException();

        public Task<ExecutionPage> List(string workflowId, ExecutionStatus? status, string? after, int limit) => Task.FromResult(new ExecutionPage
        {
            Executions = [.. known.Where(e => e.WorkflowId == workflowId).Select(e => new ExecutionEntry
            {
                ExecutionId = e.ExecutionId, WorkflowId = e.WorkflowId, Status = e.Status, StartedAt = e.StartedAt, VehicleId = e.VehicleId,
            })],
        });

        public Task Ended(string executionId, ExecutionStatus status, DateTimeOffset at, string? error) => throw new NotSupportedException();

        public Task Wake() => throw new NotSupportedException();
    }
}
