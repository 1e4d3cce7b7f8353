using Fleet.Workflows;

namespace Fleet.Gateway.Api.Workflows;

/// <summary>One step as far as an execution has come with it.</summary>
/// <param name="Attempts">Tries of its effect so far.</param>
/// <param name="DueAt">When a delay is over, or the next try is due.</param>
/// <param name="Result">true or false of a condition, the id of what was made.</param>
/// <param name="Error">Why the last try failed.</param>
public sealed record StepRunView(
    string StepId, StepStatus Status, int Attempts, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, DateTimeOffset? DueAt, string? Result, string? Error)
{
    internal static StepRunView Of(StepRun s) => new(s.StepId, s.Status, s.Attempts, s.StartedAt, s.EndedAt, s.DueAt, s.Result, s.Error);
}
