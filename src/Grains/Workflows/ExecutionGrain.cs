using Fleet.Events;
using Fleet.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using Orleans.Storage;

namespace Fleet.Workflows;

/// <summary>
/// Runs one execution. Every change is stored before anybody is told and before the effect it announces; effects run beside the turns and are
/// asked for again after a crash, under the same key.
/// </summary>
public sealed partial class ExecutionGrain : Grain, IExecutionGrain
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly IPersistentState<ExecutionState> _persistent;
    private readonly ShardOptions _shards;
    private readonly TimeProvider _time;
    private readonly ILogger<ExecutionGrain> _log;
    private readonly SharedWrite _write;

    /// <summary>Steps whose effect is being had. Bound: the workflow's steps.</summary>
    private readonly HashSet<string> _inFlight = new(StringComparer.Ordinal);

    private IGrainTimer? _timer;
    private bool _running;
    private bool _again;

    public ExecutionGrain(
        [PersistentState("execution", "fleet")] IPersistentState<ExecutionState> persistent,
        IOptions<ShardOptions> shards,
        TimeProvider time,
        ILogger<ExecutionGrain> log)
    {
        ArgumentNullException.ThrowIfNull(shards);
        (_persistent, _shards, _time, _log) = (persistent, shards.Value, time, log);
        _write = new SharedWrite(() => _persistent.WriteStateAsync());
    }

    private (string OrganizationId, string ExecutionId) Key => GrainKey.Split(this.GetPrimaryKeyString());

    private ExecutionState State => _persistent.State;

    private ExecutionRun Steps => new(State, Key.ExecutionId, Key.OrganizationId);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (IsBusy)
            Arm(TimeSpan.Zero);

        return Task.CompletedTask;
    }

    public async Task<ExecutionStatus> Start(ExecutionStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        if (State.Start is null)
            Steps.Begin(start, _time.GetUtcNow());

        await _write.Save();
        Go();
        return State.Status;
    }

    public Task<ExecutionSnapshot?> Get() => Task.FromResult(State.Start is not { } start ? null : new ExecutionSnapshot
    {
        ExecutionId = Key.ExecutionId,
        WorkflowId = start.Workflow.WorkflowId,
        WorkflowVersion = start.Workflow.Version,
        Status = State.Status,
        StartedAt = State.StartedAt,
        EndedAt = State.EndedAt,
        Error = State.Error,
        Event = start.Event,
        Steps = [.. State.Steps],
        VehicleId = start.VehicleId,
    });

    public async Task<WorkflowCommand> Cancel()
    {
        if (State.Start is null)
            return WorkflowCommand.NotFound;

        if (State.Status == ExecutionStatus.Cancelled)
            return WorkflowCommand.Done;

        if (State.Status != ExecutionStatus.Running)
            return WorkflowCommand.WrongStatus;

        Steps.Cancel(_time.GetUtcNow());
        await _write.Save();
        Go();
        return WorkflowCommand.Done;
    }

    public async Task<WorkflowCommand> Retry()
    {
        if (State.Start is null)
            return WorkflowCommand.NotFound;

        if (State.Status != ExecutionStatus.Failed)
            return WorkflowCommand.WrongStatus;

        Steps.Retry(_time.GetUtcNow());
        await _write.Save();
        Go();
        return WorkflowCommand.Done;
    }

    public Task<ExecutionStatus?> Wake()
    {
        if (IsBusy)
            Go();

        return Task.FromResult<ExecutionStatus?>(State.Start is null ? null : State.Status);
    }

    public async Task Forget()
    {
        if (State is { Start: not null, Status: ExecutionStatus.Running })
            return;

        await _persistent.ClearStateAsync();
        DeactivateOnIdle();
    }

    private bool IsBusy => State.Start is not null && (State.Status == ExecutionStatus.Running || State.Untold.Count > 0 || !State.Reported);

    private void Go()
    {
        _again = true;
        if (_running)
            return;

        _running = true;
        _ = Run();
    }

    /// <summary>Runs beside the turns, on the grain's own scheduler. State changes only between its awaits.</summary>
    private async Task Run()
    {
        try
        {
            while (_again)
            {
                _again = false;
                var changes = State.Changes;
                var (effects, next) = Steps.Advance(_time.GetUtcNow());
                if (State.Changes != changes || _write.Behind)
                    await _write.Save(); // an effect is announced before it is had

                foreach (var step in effects.Where(s => _inFlight.Add(s.StepId)))
                    _ = Have(step);

                Arm(next is { } due ? due - _time.GetUtcNow() : null);
                await Tell();
            }

            _running = false;
        }
        catch (Exception e)
        {
            _running = false;
            NotStored(_log, this.GetPrimaryKeyString(), e);
            if (e is InconsistentStateException)
                DeactivateOnIdle(); // another activation goes on
            else
                Arm(RetryAfter);
        }
    }

    private async Task Have(WorkflowStep step)
    {
        var run = Steps;
        try
        {
            var result = await new StepEffects(GrainFactory, Key.OrganizationId, Key.ExecutionId).Have(step, run.Scope, State.Steps.Find(s => s.StepId == step.StepId)!.StartedAt);
            Settle(step, () => run.Succeed(step.StepId, result, _time.GetUtcNow()));
        }
        catch (StepFailedException e)
        {
            StepRefused(_log, this.GetPrimaryKeyString(), step.StepId, e.Message);
            Settle(step, () => run.Fail(step, e.Message, e.ForGood, _time.GetUtcNow()));
        }
        catch (Exception e)
        {
            StepFailed(_log, this.GetPrimaryKeyString(), step.StepId, e);
            Settle(step, () => run.Fail(step, "the fleet could not be reached", forGood: false, _time.GetUtcNow()));
        }

        _inFlight.Remove(step.StepId);
        Go();
    }

    /// <summary>An outcome counts only while the step is under way: it may have been cancelled.</summary>
    private void Settle(WorkflowStep step, Action change)
    {
        if (State.Status == ExecutionStatus.Running && State.Steps.Find(s => s.StepId == step.StepId) is { Status: StepStatus.Running })
            change();

        _write.Changed();
    }

    /// <summary>Hands stored changes to the event shard, and the end to the roster.</summary>
    private async Task Tell()
    {
        try
        {
            if (State.Untold.Count > 0)
            {
                ExecutionChanged[] told = [.. State.Untold];
                var shard = EventStreams.ShardOf(State.Start!.Workflow.WorkflowId, _shards.Shards);
                await GrainFactory.GetGrain<IEventShardGrain>(GrainKey.ForShard(Key.OrganizationId, shard)).PublishAgain([.. told]);
                State.Untold.RemoveRange(0, told.Length);
                _write.Changed(); // stored with the next change; told again otherwise
            }

            if (State.Status != ExecutionStatus.Running && !State.Reported)
            {
                await GrainFactory.GetGrain<IWorkflowRosterGrain>(GrainKey.ForOrganization(Key.OrganizationId))
                    .Ended(Key.ExecutionId, State.Status, State.EndedAt ?? _time.GetUtcNow(), State.Error);
                State.Reported = true;
                await _write.Save();
            }
        }
        catch (Exception e)
        {
            Untold(_log, this.GetPrimaryKeyString(), State.Untold.Count, e);
            Arm(RetryAfter);
        }
    }

    /// <param name="delay">Null for nothing to wait for.</param>
    private void Arm(TimeSpan? delay)
    {
        if (delay is not { } wait)
        {
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestTimer ? LongestTimer : wait;
        DelayDeactivation(wait + Grace);
        if (_timer is null)
            _timer = this.RegisterGrainTimer(OnTimer, new GrainTimerCreationOptions(wait, Timeout.InfiniteTimeSpan));
        else
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private Task OnTimer(CancellationToken cancellationToken)
    {
        Go();
        return Task.CompletedTask;
    }
}
