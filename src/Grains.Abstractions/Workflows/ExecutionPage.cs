using System.Collections.Immutable;

namespace Fleet.Workflows;

/// <summary>A part of a workflow's executions, newest first.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.ExecutionPage")]
public sealed record ExecutionPage
{
    [Id(0)] public required ImmutableArray<ExecutionEntry> Executions { get; init; }

    /// <summary>Null on the last page.</summary>
    [Id(1)] public string? Next { get; init; }
}
