using Fleet.Directory;
using Orleans.Runtime;

namespace Fleet.Workflows;

/// <summary>Keeps one workflow's definition. Order: own state, then the directory; a call that failed on the way is repeated by its caller.</summary>
public sealed class WorkflowGrain(
    [PersistentState("workflow", "fleet")] IPersistentState<WorkflowState> state,
    IFleetDirectory directory) : Grain, IWorkflowGrain
{
    private (string OrganizationId, string WorkflowId) Key => GrainKey.Split(this.GetPrimaryKeyString());

    public async Task<WorkflowDefinition> Define(WorkflowDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var defined = definition with { WorkflowId = Key.WorkflowId, Version = (state.State.Definition?.Version ?? 0) + 1 };
        state.State.Definition = defined;
        await state.WriteStateAsync();
        await directory.Put(new FleetEntry { OrganizationId = Key.OrganizationId, Kind = EntityKind.Workflow, Id = Key.WorkflowId }, CancellationToken.None);
        return defined;
    }

    public Task<WorkflowDefinition?> Get() => Task.FromResult(state.State.Definition);

    public async Task<bool> Remove()
    {
        if (state.State.Definition is null)
            return false;

        // The own state last: while it stands, a removal that failed can be repeated.
        await directory.Remove(Key.OrganizationId, EntityKind.Workflow, Key.WorkflowId, CancellationToken.None);
        await state.ClearStateAsync();
        return true;
    }
}
