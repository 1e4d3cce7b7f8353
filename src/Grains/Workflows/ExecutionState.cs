using Fleet.Events;

namespace Fleet.Workflows;

[GenerateSerializer, Alias("Fleet.ExecutionState")]
public sealed class ExecutionState
{
    /// <summary>Null before it begins.</summary>
    [Id(0)] public ExecutionStart? Start { get; set; }

    [Id(1)] public ExecutionStatus Status { get; set; }

    [Id(2)] public DateTimeOffset StartedAt { get; set; }

    [Id(3)] public DateTimeOffset? EndedAt { get; set; }

    [Id(4)] public string? Error { get; set; }

    /// <summary>Steps reached, in that order. Bound: the workflow's steps.</summary>
    [Id(5)] public List<StepRun> Steps { get; set; } = [];

    /// <summary>Changes so far: what tells two events of one execution apart.</summary>
    [Id(6)] public long Changes { get; set; }

    /// <summary>Changes that are stored and that the event shard may not have yet. Bound: a few for each step and try.</summary>
    [Id(7)] public List<ExecutionChanged> Untold { get; set; } = [];

    /// <summary>The roster knows that it has ended.</summary>
    [Id(8)] public bool Reported { get; set; }
}
