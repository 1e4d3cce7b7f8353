namespace Fleet.Workflows;

/// <summary>The steps of a workflow, those inside of others included. Pure.</summary>
public static class WorkflowSteps
{
    public static IEnumerable<WorkflowStep> All(IEnumerable<WorkflowStep> steps) =>
        steps.SelectMany(s => All(Inside(s)).Prepend(s));

    private static IEnumerable<WorkflowStep> Inside(WorkflowStep step) => step switch
    {
        ConditionStep condition => condition.Then.Concat(condition.Else),
        ParallelStep parallel => parallel.Branches.SelectMany(b => b),
        _ => [],
    };
}
