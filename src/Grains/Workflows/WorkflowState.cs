namespace Fleet.Workflows;

[GenerateSerializer, Alias("Fleet.WorkflowState")]
public sealed class WorkflowState
{
    /// <summary>Null where there is no such workflow.</summary>
    [Id(0)] public WorkflowDefinition? Definition { get; set; }
}
