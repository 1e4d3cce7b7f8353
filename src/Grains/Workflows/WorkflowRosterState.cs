using System.Collections.Immutable;
using Fleet.Events;

namespace Fleet.Workflows;

[GenerateSerializer, Alias("Fleet.WorkflowRosterState")]
public sealed class WorkflowRosterState
{
    /// <summary>By workflow. Bound: <see cref="WorkflowOptions.MaxPerOrganization"/>.</summary>
    [Id(0)] public ImmutableDictionary<string, WorkflowEntry> Workflows { get; set; } = ImmutableDictionary<string, WorkflowEntry>.Empty;

    /// <summary>Running ones and the newest that have ended, in the order they began. Bounds: <see cref="WorkflowOptions.MaxRunning"/>, <see cref="WorkflowOptions.MaxEnded"/>.</summary>
    [Id(1)] public List<ExecutionEntry> Executions { get; set; } = [];

    [Id(2)] public ReactionPlaces Places { get; set; } = ReactionPlaces.None;
}
