namespace Fleet.Workflows;

/// <summary>
/// One execution of a workflow; key <see cref="GrainKey.For"/>(organization, execution). Steps run beside its turns. What a step
/// does is asked for under a key made of execution and step, so that asking again after a crash does nothing twice.
/// </summary>
[Alias("Fleet.IExecutionGrain")]
public interface IExecutionGrain : IGrainWithStringKey
{
    /// <summary>Begins it. Idempotent.</summary>
    [Alias("Start")]
    Task<ExecutionStatus> Start(ExecutionStart start);

    [Alias("Get")]
    Task<ExecutionSnapshot?> Get();

    /// <summary>What is under way may still have its effect; nothing new begins.</summary>
    [Alias("Cancel")]
    Task<WorkflowCommand> Cancel();

    /// <summary>Goes on from what failed. What was completed stays so.</summary>
    [Alias("Retry")]
    Task<WorkflowCommand> Retry();

    /// <summary>After a restart.</summary>
    /// <returns>Null where it never began.</returns>
    [Alias("Wake")]
    Task<ExecutionStatus?> Wake();

    /// <summary>Forgets one that has ended.</summary>
    [Alias("Forget")]
    Task Forget();
}
