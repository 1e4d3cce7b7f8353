using Orleans.Concurrency;

namespace Fleet.Workflows;

/// <summary>One workflow's definition; key <see cref="GrainKey.For"/>(organization, workflow). Calls nobody but the directory.</summary>
[Alias("Fleet.IWorkflowGrain")]
public interface IWorkflowGrain : IGrainWithStringKey
{
    /// <summary>Creates or replaces it, under the next version.</summary>
    [Alias("Define")]
    Task<WorkflowDefinition> Define(WorkflowDefinition definition);

    [Alias("Get"), AlwaysInterleave]
    Task<WorkflowDefinition?> Get();

    /// <summary>False where there is none.</summary>
    [Alias("Remove")]
    Task<bool> Remove();
}
