using System.ComponentModel.DataAnnotations;

namespace Fleet.Workflows;

/// <summary>Configuration section <c>Fleet:Workflows</c>.</summary>
public sealed class WorkflowOptions
{
    /// <summary>Workflows of one organization.</summary>
    [Range(1, 1_000)]
    public int MaxPerOrganization { get; set; } = 100;

    /// <summary>Executions of one organization that run at a time, delays included. One more is not started: by hand 429, by an event a line in the log.</summary>
    [Range(1, 10_000)]
    public int MaxRunning { get; set; } = 500;

    /// <summary>Executions of one organization that have ended and are remembered. The oldest leave first.</summary>
    [Range(1, 10_000)]
    public int MaxEnded { get; set; } = 1_000;
}
