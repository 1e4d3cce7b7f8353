namespace Fleet.Workflows;

/// <summary>One step as far as an execution has come with it.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.StepRun")]
public sealed record StepRun
{
    [Id(0)] public required string StepId { get; init; }

    [Id(1)] public required StepStatus Status { get; init; }

    /// <summary>Tries of its effect so far.</summary>
    [Id(2)] public int Attempts { get; init; }

    [Id(3)] public required DateTimeOffset StartedAt { get; init; }

    [Id(4)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When a delay is over, or the next try is due.</summary>
    [Id(5)] public DateTimeOffset? DueAt { get; init; }

    /// <summary>What came of it: true or false of a condition, the id of what was made.</summary>
    [Id(6)] public string? Result { get; init; }

    /// <summary>Why the last try failed.</summary>
    [Id(7)] public string? Error { get; init; }
}
