using System.Collections.Immutable;
using Fleet.Events;

namespace Fleet.Workflows;

/// <summary>
/// What an execution makes of the time and of its steps' outcomes. Pure: it changes the state it is given, notes what is to be told,
/// and says which effects to have now and when to look again.
/// </summary>
/// <param name="state">Of an execution that has begun.</param>
/// <param name="executionId">Its id.</param>
/// <param name="organizationId">Whose.</param>
internal sealed class ExecutionRun(ExecutionState state, string executionId, string organizationId)
{
    private readonly List<WorkflowStep> _effects = [];
    private DateTimeOffset? _next;
    private WorkflowScope? _scope;

    private enum Outcome
    {
        Done,
        Waiting,
        Stopped,
        Failed,
    }

    private WorkflowDefinition Workflow => state.Start!.Workflow;

    public WorkflowScope Scope => _scope ??= WorkflowScope.Of(state.Start!.Event, Workflow.WorkflowId, Workflow.Name, executionId, state.Steps);

    /// <summary>Begins it.</summary>
    public void Begin(ExecutionStart start, DateTimeOffset now)
    {
        (state.Start, state.Status, state.StartedAt) = (start, ExecutionStatus.Running, now);
        Tell(null, now);
    }

    /// <summary>Goes as far as can be gone now.</summary>
    /// <returns>Effects that are to be had, and when the next delay or wait is over.</returns>
    public (IReadOnlyList<WorkflowStep> Effects, DateTimeOffset? Next) Advance(DateTimeOffset now)
    {
        (_next, _scope) = (null, null);
        _effects.Clear();
        if (state.Status != ExecutionStatus.Running)
            return ([], null);

        switch (Sequence(Workflow.Steps, now))
        {
            case Outcome.Done or Outcome.Stopped:
                End(ExecutionStatus.Completed, null, now);
                break;
            case Outcome.Failed:
                var failed = state.Steps.First(s => s.Status == StepStatus.Failed && s.Error is not null && !IsForgiven(s.StepId));
                End(ExecutionStatus.Failed, $"{failed.StepId}: {failed.Error}", now);
                break;
        }

        return (_effects, _next);
    }

    /// <summary>An effect was had.</summary>
    public void Succeed(string stepId, string? result, DateTimeOffset now) =>
        Change(Find(stepId)! with { Status = StepStatus.Completed, EndedAt = now, DueAt = null, Result = result, Error = null }, now);

    /// <summary>An effect was not had.</summary>
    /// <param name="step">Which.</param>
    /// <param name="error">Why, in words for people.</param>
    /// <param name="forGood">Trying again will not help.</param>
    /// <param name="now">When.</param>
    public void Fail(WorkflowStep step, string error, bool forGood, DateTimeOffset now)
    {
        var run = Find(step.StepId)!;
        if (forGood || run.Attempts >= step.Retry.MaxAttempts)
        {
            Change(run with { Status = StepStatus.Failed, EndedAt = now, DueAt = null, Error = error }, now);
            return;
        }

        var seconds = Math.Min(step.Retry.InitialDelaySeconds * Math.Pow(step.Retry.BackoffMultiplier, run.Attempts - 1), StepRetry.LongestSeconds);
        Change(run with { Status = StepStatus.Retrying, DueAt = now.AddSeconds(seconds), Error = error }, now);
    }

    public void Cancel(DateTimeOffset now)
    {
        foreach (var run in state.Steps.Where(s => s.Status is StepStatus.Running or StepStatus.Retrying).ToList())
            Change(run with { Status = StepStatus.Cancelled, EndedAt = now, DueAt = null }, now);

        End(ExecutionStatus.Cancelled, null, now);
    }

    /// <summary>What failed is as if it had not been reached; what was completed stays.</summary>
    public void Retry(DateTimeOffset now)
    {
        state.Steps.RemoveAll(s => s.Status is StepStatus.Failed && !IsForgiven(s.StepId));
        (state.Status, state.EndedAt, state.Error, state.Reported) = (ExecutionStatus.Running, null, null, false);
        Tell(null, now);
    }

    private Outcome Sequence(ImmutableArray<WorkflowStep> steps, DateTimeOffset now)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            var outcome = Step(steps[i], now);
            if (outcome == Outcome.Failed && steps[i].ContinueOnError)
                continue;

            if (outcome == Outcome.Stopped)
                Skip(steps[(i + 1)..], now);

            if (outcome != Outcome.Done)
                return outcome;
        }

        return Outcome.Done;
    }

    private Outcome Step(WorkflowStep step, DateTimeOffset now)
    {
        var run = Find(step.StepId);
        switch (run?.Status)
        {
            case StepStatus.Completed when step is ConditionStep { IsGate: true }:
                return run.Result == "true" ? Outcome.Done : Outcome.Stopped;
            case StepStatus.Completed or StepStatus.Skipped:
                return Outcome.Done;
            case StepStatus.Failed or StepStatus.Cancelled:
                return Outcome.Failed;
        }

        return step switch
        {
            ConditionStep condition => Condition(condition, run, now),
            DelayStep delay => Delay(delay, run, now),
            ParallelStep parallel => Parallel(parallel, run, now),
            _ => Effect(step, run, now),
        };
    }

    private Outcome Condition(ConditionStep step, StepRun? run, DateTimeOffset now)
    {
        run ??= Begin(step, now, result: ConditionCheck.Holds(step.If, Scope) ? "true" : "false");
        var holds = run.Result == "true";
        if (step.IsGate)
        {
            Complete(run, now);
            return holds ? Outcome.Done : Outcome.Stopped;
        }

        Skip(holds ? step.Else : step.Then, now);
        return Contained(run, Sequence(holds ? step.Then : step.Else, now), now);
    }

    private Outcome Parallel(ParallelStep step, StepRun? run, DateTimeOffset now)
    {
        run ??= Begin(step, now);
        var outcomes = step.Branches.Select(b => Sequence(b, now)).ToList();
        return Contained(
            run,
            outcomes.Contains(Outcome.Waiting) ? Outcome.Waiting : outcomes.Contains(Outcome.Failed) ? Outcome.Failed : Outcome.Done,
            now);
    }

    /// <summary>A step is what the steps inside of it are. A gate stops its own list only.</summary>
    private Outcome Contained(StepRun run, Outcome inside, DateTimeOffset now)
    {
        switch (inside)
        {
            case Outcome.Waiting:
                return Outcome.Waiting;
            case Outcome.Failed:
                Change(run with { Status = StepStatus.Failed, EndedAt = now }, now);
                return Outcome.Failed;
            default:
                Complete(run, now);
                return Outcome.Done;
        }
    }

    private Outcome Delay(DelayStep step, StepRun? run, DateTimeOffset now)
    {
        run ??= Begin(step, now, dueAt: now.AddSeconds(step.Seconds));
        if (run.DueAt <= now)
        {
            Complete(run, now);
            return Outcome.Done;
        }

        Wait(run.DueAt);
        return Outcome.Waiting;
    }

    private Outcome Effect(WorkflowStep step, StepRun? run, DateTimeOffset now)
    {
        if (run is { Status: StepStatus.Retrying } && run.DueAt > now)
        {
            Wait(run.DueAt);
            return Outcome.Waiting;
        }

        if (run is null)
            Begin(step, now, attempts: 1);
        else if (run.Status == StepStatus.Retrying)
            Change(run with { Status = StepStatus.Running, DueAt = null, Attempts = run.Attempts + 1 }, now);

        _effects.Add(step);
        return Outcome.Waiting;
    }

    private void Wait(DateTimeOffset? due) => _next = _next is null || due < _next ? due : _next;

    private StepRun Begin(WorkflowStep step, DateTimeOffset now, int attempts = 0, DateTimeOffset? dueAt = null, string? result = null) =>
        Change(new StepRun { StepId = step.StepId, Status = StepStatus.Running, StartedAt = now, Attempts = attempts, DueAt = dueAt, Result = result }, now);

    private void Complete(StepRun run, DateTimeOffset now) =>
        Change(run with { Status = StepStatus.Completed, EndedAt = now, DueAt = null }, now);

    private void Skip(ImmutableArray<WorkflowStep> steps, DateTimeOffset now)
    {
        foreach (var step in WorkflowSteps.All(steps).Where(s => Find(s.StepId) is null))
            Change(new StepRun { StepId = step.StepId, Status = StepStatus.Skipped, StartedAt = now, EndedAt = now }, now);
    }

    private bool IsForgiven(string stepId) => WorkflowSteps.All(Workflow.Steps).First(s => s.StepId == stepId).ContinueOnError;

    private StepRun? Find(string stepId) => state.Steps.Find(s => s.StepId == stepId);

    private StepRun Change(StepRun run, DateTimeOffset now)
    {
        var index = state.Steps.FindIndex(s => s.StepId == run.StepId);
        if (index < 0)
            state.Steps.Add(run);
        else
            state.Steps[index] = run;

        _scope = null;
        Tell(run, now);
        return run;
    }

    private void End(ExecutionStatus status, string? error, DateTimeOffset now)
    {
        (state.Status, state.EndedAt, state.Error) = (status, now, error);
        Tell(null, now);
    }

    private void Tell(StepRun? step, DateTimeOffset now)
    {
        state.Changes++;
        state.Untold.Add(new ExecutionChanged
        {
            EventId = EventIds.For("execution:" + executionId, state.StartedAt, state.Changes.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            OrganizationId = organizationId,
            Timestamp = now,
            VehicleId = state.Start!.VehicleId,
            DriverId = state.Start.DriverId,
            TripId = state.Start.TripId,
            WorkflowId = Workflow.WorkflowId,
            WorkflowName = Workflow.Name,
            ExecutionId = executionId,
            Status = state.Status,
            Step = step,
            StartedAt = state.StartedAt,
            Error = state.Error,
        });
    }
}
