using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Fleet.Events;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Workflows;

/// <summary>
/// Starts executions. An execution's id is made from its workflow and what triggered it, and it is started before it is noted here
/// together with the places of the events: whatever is repeated after a crash starts the same execution, which is no start at all.
/// </summary>
public sealed partial class WorkflowRosterGrain(
    [PersistentState("workflow-roster", "fleet")] IPersistentState<WorkflowRosterState> persistent,
    IOptions<WorkflowOptions> options,
    TimeProvider time,
    ILogger<WorkflowRosterGrain> log) : Grain, IWorkflowRosterGrain
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private IGrainTimer? _timer;

    private WorkflowRosterState State => persistent.State;

    private string OrganizationId => this.GetPrimaryKeyString()[GrainKey.ForOrganization("").Length..];

    private int Running => State.Executions.Count(e => e.Status == ExecutionStatus.Running);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Arm(null);
        return Task.CompletedTask;
    }

    public async Task<bool> Put(string workflowId, WorkflowTrigger trigger, bool enabled)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        var known = State.Workflows.GetValueOrDefault(workflowId);
        if (known is null && State.Workflows.Count >= options.Value.MaxPerOrganization)
            return false;

        var now = time.GetUtcNow();
        var next = !enabled ? null
            : known is { Enabled: true, NextAt: not null } && Same(known.Trigger, trigger) ? known.NextAt
            : ScheduleTimes.Next(trigger, now, now);
        State.Workflows = State.Workflows.SetItem(workflowId, new WorkflowEntry(trigger, enabled, next));
        await persistent.WriteStateAsync();
        Arm(null);
        return true;
    }

    public async Task Remove(string workflowId)
    {
        foreach (var execution in State.Executions.Where(e => e.WorkflowId == workflowId && e.Status == ExecutionStatus.Running).ToList())
            await Execution(execution.ExecutionId).Cancel();

        State.Workflows = State.Workflows.Remove(workflowId);
        await persistent.WriteStateAsync();
    }

    public async Task React(ReactionBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var news = State.Places.New(batch).ToList();
        if (news.Count == 0 || !State.Workflows.Values.Any(w => w.Enabled && w.Trigger.Type is not (TriggerType.Manual or TriggerType.Schedule)))
            return; // nothing can start: places need not be noted

        foreach (var happened in news.Select(n => n.Event))
        {
            if (happened.Revision > 0 || happened is CustomEventRaised { IsComplete: false } || EventWords.Of(happened) is not { } words || words.Channel == EventWords.Workflows)
                continue;

            JsonObject? document = null;
            foreach (var (id, workflow) in State.Workflows.Where(w => w.Value.Enabled))
            {
                if (TriggerMatch.Matches(workflow.Trigger, words, document ??= EventDocument.Of(happened, words)))
                    await Begin(id, happened.EventId, document.ToJsonString(), happened);
            }
        }

        State.Places = State.Places.After(batch);
        await persistent.WriteStateAsync();
        await Trim();
    }

    public async Task<ExecutionStarted> Start(string workflowId, string key, string input)
    {
        var now = time.GetUtcNow();
        var document = new JsonObject { ["type"] = "manual", ["timestamp"] = EventDocument.Time(now), ["input"] = JsonNode.Parse(input) };
        var vehicle = document["input"] is JsonObject given && given["vehicle_id"] is JsonValue value && value.TryGetValue<string>(out var id) ? id : null;
        var started = await Begin(workflowId, "manual/" + key, document.ToJsonString(), null, vehicle);
        if (started.Outcome != WorkflowCommand.Done)
            return started;

        await persistent.WriteStateAsync();
        await Trim();
        return started;
    }

    public async Task<WorkflowCommand> Retry(string executionId)
    {
        if (State.Executions.Find(e => e.ExecutionId == executionId) is null)
            return WorkflowCommand.NotFound;

        if (Running >= options.Value.MaxRunning)
            return WorkflowCommand.TooMany;

        var outcome = await Execution(executionId).Retry();
        if (outcome != WorkflowCommand.Done)
            return outcome;

        Note(executionId, e => e with { Status = ExecutionStatus.Running, EndedAt = null, Error = null });
        await persistent.WriteStateAsync();
        return outcome;
    }

    public Task<ExecutionPage> List(string workflowId, ExecutionStatus? status, string? after, int limit)
    {
        var found = State.Executions
            .Where(e => e.WorkflowId == workflowId && (status is null || e.Status == status))
            .Select(e => (Place: string.Create(CultureInfo.InvariantCulture, $"{e.StartedAt.UtcTicks:x16}/{e.ExecutionId}"), Entry: e))
            .Where(e => after is null || string.CompareOrdinal(e.Place, after) < 0)
            .OrderByDescending(e => e.Place, StringComparer.Ordinal)
            .Take(limit + 1)
            .ToList();
        return Task.FromResult(new ExecutionPage
        {
            Executions = [.. found.Take(limit).Select(f => f.Entry)],
            Next = found.Count > limit ? found[limit - 1].Place : null,
        });
    }

    public async Task Ended(string executionId, ExecutionStatus status, DateTimeOffset at, string? error)
    {
        if (!Note(executionId, e => e with { Status = status, EndedAt = at, Error = error }))
            return;

        await persistent.WriteStateAsync();
        await Trim();
    }

    public async Task Wake()
    {
        foreach (var execution in State.Executions.Where(e => e.Status == ExecutionStatus.Running).ToList())
            await Execution(execution.ExecutionId).Wake();

        await RunSchedules();
    }

    private static bool Same(WorkflowTrigger a, WorkflowTrigger b) =>
        (a.Type, a.Cron, a.IntervalSeconds, a.TimeZone) == (b.Type, b.Cron, b.IntervalSeconds, b.TimeZone);

    /// <summary>Starts an execution, or finds that it was. The note of it is written by the caller.</summary>
    private async Task<ExecutionStarted> Begin(string workflowId, string key, string document, FleetEvent? happened, string? vehicleId = null)
    {
        var id = "exe_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(workflowId + "/" + key)))[..26];
        if (State.Executions.Exists(e => e.ExecutionId == id))
            return new ExecutionStarted(WorkflowCommand.Done, id);

        if (await GrainFactory.GetGrain<IWorkflowGrain>(GrainKey.For(OrganizationId, workflowId)).Get() is not { } definition)
            return new ExecutionStarted(WorkflowCommand.NotFound, null);

        if (Running >= options.Value.MaxRunning)
        {
            TooManyRunning(log, workflowId, OrganizationId, Running);
            return new ExecutionStarted(WorkflowCommand.TooMany, null);
        }

        var start = new ExecutionStart
        {
            Workflow = definition,
            Event = document,
            VehicleId = happened?.VehicleId ?? vehicleId,
            DriverId = happened?.DriverId,
            TripId = happened?.TripId,
        };
        var status = await Execution(id).Start(start);
        State.Executions.Add(new ExecutionEntry { ExecutionId = id, WorkflowId = workflowId, Status = status, StartedAt = time.GetUtcNow(), VehicleId = start.VehicleId });
        return new ExecutionStarted(WorkflowCommand.Done, id);
    }

    private bool Note(string executionId, Func<ExecutionEntry, ExecutionEntry> change)
    {
        var index = State.Executions.FindIndex(e => e.ExecutionId == executionId);
        if (index < 0)
            return false;

        State.Executions[index] = change(State.Executions[index]);
        return true;
    }

    /// <summary>Those that ended longest ago are forgotten.</summary>
    private async Task Trim()
    {
        var ended = State.Executions.Where(e => e.Status != ExecutionStatus.Running).ToList();
        if (ended.Count <= options.Value.MaxEnded)
            return;

        foreach (var execution in ended.Take(ended.Count - options.Value.MaxEnded))
        {
            await Execution(execution.ExecutionId).Forget();
            State.Executions.Remove(execution);
        }

        await persistent.WriteStateAsync();
    }

    /// <summary>Starts what has come due. Of several times that were missed the last counts.</summary>
    private async Task RunSchedules()
    {
        try
        {
            var now = time.GetUtcNow();
            var due = State.Workflows.Where(w => w.Value is { Enabled: true, NextAt: { } at } && at <= now).ToList();
            foreach (var (id, workflow) in due)
            {
                var at = ScheduleTimes.Last(workflow.Trigger, workflow.NextAt!.Value, now);
                var document = new JsonObject { ["type"] = "schedule", ["timestamp"] = EventDocument.Time(at) };
                await Begin(id, "schedule/" + at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), document.ToJsonString(), null);
                State.Workflows = State.Workflows.SetItem(id, workflow with { NextAt = ScheduleTimes.Next(workflow.Trigger, at, now) });
            }

            if (due.Count > 0)
            {
                await persistent.WriteStateAsync();
                await Trim();
            }

            Arm(null);
        }
        catch (Exception e)
        {
            ScheduleFailed(log, OrganizationId, e);
            Arm(RetryAfter);
        }
    }

    /// <param name="again">Null for the next time of a schedule.</param>
    private void Arm(TimeSpan? again)
    {
        var next = State.Workflows.Values.Where(w => w.Enabled).Min(w => w.NextAt);
        if ((again ?? next - time.GetUtcNow()) is not { } wait)
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

    private Task OnTimer(CancellationToken cancellationToken) => RunSchedules();

    private IExecutionGrain Execution(string id) => GrainFactory.GetGrain<IExecutionGrain>(GrainKey.For(OrganizationId, id));
}
