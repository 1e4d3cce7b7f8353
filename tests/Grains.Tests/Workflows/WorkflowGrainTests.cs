using Fleet.Durability;
using Fleet.Events;
using Fleet.Notifications;
using Fleet.Testing;
using Fleet.Trips;
using Fleet.Vehicles;
using Fleet.Webhooks;

namespace Fleet.Workflows;

/// <summary>Whole executions, on a clock that stands and silos that are killed, with a real receiver of the webhook.</summary>
public sealed class WorkflowGrainTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60); // reached only if something never comes
    private static readonly TimeSpan Nap = TimeSpan.FromMinutes(5);

    private readonly PowerSwitch _power;
    private readonly MortalSilo _silo;
    private int _events;

    public WorkflowGrainTests()
        : this(MortalSilo.InMemory(out _, out var power), power)
    {
    }

    private WorkflowGrainTests(MortalSilo silo, PowerSwitch power) => (_silo, _power) = (silo, power);

    private IWorkflowRosterGrain Roster => _silo.Grains.GetGrain<IWorkflowRosterGrain>(GrainKey.ForOrganization("acme"));

    public Task InitializeAsync() => _silo.Start();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Geofence_entry_runs_every_kind_of_step_once()
    {
        await using var sink = new WebhookSink(_ => "200 OK", _silo.Clock);
        await Prepare(sink.Url);
        await Define(All());
        await Enter("depot");
        var execution = await Ended(1);
        await sink.Reached(1).WaitAsync(Limit);

        Assert.Equal((ExecutionStatus.Completed, null), (execution.Status, execution.Error));
        Assert.All(execution.Steps, s => Assert.Equal(StepStatus.Completed, s.Status));
        await Effects(sink, 1);
        var told = (await _silo.Events()).OfType<ExecutionChanged>().ToList();
        Assert.Equal((ExecutionStatus.Running, null), (told[0].Status, told[0].Step));
        Assert.Equal((ExecutionStatus.Completed, null), (told[^1].Status, told[^1].Step));
        Assert.Equal(told.Count, told.Select(t => t.EventId).Distinct().Count());
        Assert.All(told, t => Assert.Equal("v1", t.VehicleId));
    }

    [Fact]
    public async Task Other_fence_starts_nothing_and_the_same_event_starts_once()
    {
        await Define(Sleeper() with { Trigger = new WorkflowTrigger { Type = TriggerType.Geofence, Events = ["geofence_entry"], GeofenceIds = ["depot"] } });
        await Enter("elsewhere");
        await Enter("depot");
        await Enter("depot", again: true);
        await Enter("depot");
        await Count(2);
    }

    [Fact]
    public async Task Killed_in_mid_delay_it_goes_on_at_its_time()
    {
        await using var sink = new WebhookSink(_ => "200 OK", _silo.Clock);
        await Prepare(sink.Url);
        await Define(All(Nap));
        await Enter("depot");
        await Count(1);
        await Sleeping();
        var due = _silo.Clock.GetUtcNow() + Nap;
        _silo.Clock.Advance(TimeSpan.FromMinutes(1));
        await _silo.Kill();
        await _silo.Restart();
        await _silo.WakeClocks();
        _silo.Clock.Advance(due - _silo.Clock.GetUtcNow() - TimeSpan.FromMilliseconds(1));
        Assert.Equal(ExecutionStatus.Running, (await First()).Status);
        Assert.Empty(sink.Received);
        _silo.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(ExecutionStatus.Completed, (await Ended(1)).Status);
        await sink.Reached(1).WaitAsync(Limit);
        await Effects(sink, 1);
    }

    /// <summary>The power goes in every durable operation, landing or not: what was done is done once.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Killed_in_any_write_each_effect_is_had_once(bool lands)
    {
        for (var cut = 1; cut < 200; cut++)
        {
            await using var sink = new WebhookSink(_ => "200 OK", TimeProvider.System);
            await using var silo = MortalSilo.InMemory(out _, out var power);
            await silo.Start();
            var tests = new WorkflowGrainTests(silo, power);
            await tests.Prepare(sink.Url);
            await tests.Define(All(Nap));
            power.CutAfter(cut, lands);
            if (!await tests.Through(sink))
                return; // so many operations there are not
        }

        Assert.Fail("The run has more operations than it was cut in.");
    }

    [Fact]
    public async Task Step_that_fails_for_good_fails_the_execution_and_retry_goes_on()
    {
        await Define(Sleeper() with { Steps = [new NotifyStep { StepId = "tell", Message = "m" }, new SetTagStep { StepId = "tag", VehicleId = "v9", Add = ["x"] }] });
        Assert.Equal(WorkflowCommand.Done, (await Roster.Start("wf", "k", "{}")).Outcome);
        var failed = await Ended(1);
        Assert.Equal((ExecutionStatus.Failed, "tag: there is no such vehicle"), (failed.Status, failed.Error));

        await _silo.Grains.GetGrain<IVehicleGrain>(GrainKey.For("acme", "v9")).Configure(new VehicleDetails());
        Assert.Equal(WorkflowCommand.Done, await Roster.Retry(failed.ExecutionId));
        Assert.Equal(ExecutionStatus.Completed, (await Ended(1)).Status);
        Assert.Single((await _silo.Grains.GetGrain<IInboxGrain>(GrainKey.For("acme", Inbox.Everyone)).Get(10)).Newest);
        Assert.Equal(WorkflowCommand.WrongStatus, await Roster.Retry(failed.ExecutionId));
    }

    [Fact]
    public async Task Cancelled_while_it_sleeps_it_does_nothing_more()
    {
        await Define(Sleeper());
        var id = (await Roster.Start("wf", "k", "{}")).ExecutionId!;
        Assert.Equal(id, (await Roster.Start("wf", "k", "{}")).ExecutionId);
        await Sleeping();
        var execution = _silo.Grains.GetGrain<IExecutionGrain>(GrainKey.For("acme", id));
        Assert.Equal(WorkflowCommand.Done, await execution.Cancel());
        await Ended(1);
        _silo.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(ExecutionStatus.Cancelled, (await execution.Get())!.Status);
        Assert.Empty((await _silo.Grains.GetGrain<IInboxGrain>(GrainKey.For("acme", Inbox.Everyone)).Get(10)).Newest);
    }

    [Fact]
    public async Task Schedule_starts_at_its_times_and_once_for_those_it_missed()
    {
        await Define(Sleeper() with
        {
            Trigger = new WorkflowTrigger { Type = TriggerType.Schedule, Cron = "0 * * * *" }, // the clock stands at 10:30
            Steps = [new NotifyStep { StepId = "tell", Message = "{{event.timestamp}}" }],
        });
        _silo.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Empty((await Roster.List("wf", null, null, 10)).Executions);
        _silo.Clock.Advance(TimeSpan.FromMinutes(1));
        await Ended(1);
        await _silo.Kill();
        _silo.Clock.Advance(TimeSpan.FromMinutes(150));
        await _silo.Restart();
        await _silo.WakeClocks();
        await Ended(2);
        var inbox = await _silo.Grains.GetGrain<IInboxGrain>(GrainKey.For("acme", Inbox.Everyone)).Get(10);
        Assert.Equal(["2024-04-13T13:00:00Z", "2024-04-13T11:00:00Z"], inbox.Newest.Select(n => n.Message));
    }

    private static WorkflowDefinition Sleeper() => new()
    {
        WorkflowId = "wf",
        Name = "W",
        Trigger = new WorkflowTrigger { Type = TriggerType.Manual },
        Steps = [new DelayStep { StepId = "nap", Seconds = Nap.TotalSeconds }, new NotifyStep { StepId = "tell", Message = "awake" }],
    };

    private static WorkflowDefinition All(TimeSpan nap = default) => Sleeper() with
    {
        Trigger = new WorkflowTrigger { Type = TriggerType.Geofence, GeofenceIds = ["depot"] },
        Steps =
        [
            new DelayStep { StepId = "nap", Seconds = nap.TotalSeconds },
            new ParallelStep
            {
                StepId = "both",
                Branches =
                [
                    [new NotifyStep { StepId = "tell", UserIds = ["ann"], Message = "{{event.vehicle_id}} at {{event.geofence_name}}" }],
                    [new WebhookStep { StepId = "send", WebhookId = "w1", Payload = """{"vehicle":"{{event.vehicle_id}}"}""" }],
                ],
            },
            new SetTagStep { StepId = "tag", Add = ["arrived"] },
            new CreateTripStep { StepId = "back", DriverId = "d1" },
        ],
    };

    /// <returns>False where the power never went.</returns>
    private async Task<bool> Through(WebhookSink sink)
    {
        var went = false;
        for (var tries = 0; tries < 20; tries++)
        {
            try
            {
                await Enter("depot", again: true);
                await _silo.WakeShards();
                await _silo.WakeClocks();
                while ((await Roster.List("wf", ExecutionStatus.Completed, null, 10)).Executions.Length == 0 || sink.Received.Count == 0 || !await Quiet())
                {
                    if (_power.Off)
                        throw new Storage.StorageUnavailableException("off");

                    if (await Quiet())
                        _silo.Clock.Advance(TimeSpan.FromSeconds(30));

                    await Task.Yield();
                }

                if (!_power.Off)
                    break;
            }
            catch (Exception) when (_power.Off)
            {
                // as anybody sees it: no answer
            }

            went = true;
            await _silo.Kill();
            await _silo.Restart();
        }

        await Effects(sink, 1);
        return went;
    }

    /// <summary>No request is on its way, which the clock would cut off.</summary>
    private async Task<bool> Quiet()
    {
        var pending = await _silo.Grains.GetGrain<IWebhookGrain>(GrainKey.For("acme", "w1")).Deliveries(DeliveryStatus.Pending, null, 10);
        return pending.Deliveries.All(d => d.NextAt > _silo.Clock.GetUtcNow());
    }

    private async Task Effects(WebhookSink sink, int times)
    {
        var inbox = await _silo.Grains.GetGrain<IInboxGrain>(GrainKey.For("acme", "ann")).Get(10);
        Assert.Equal(Enumerable.Repeat("v1 at Depot", times), inbox.Newest.Select(n => n.Message));
        Assert.Equal(times, sink.Received.Select(r => r.Headers["webhook-id"]).Distinct().Count());
        Assert.Contains("\"data\":{\"vehicle\":\"v1\"}", sink.Received[0].Body, StringComparison.Ordinal);
        Assert.Equal("arrived", Assert.Single((await _silo.Vehicle.Get()).Details.Tags));
        var execution = await First();
        var trip = execution.Steps.Single(s => s.StepId == "back").Result!;
        Assert.Equal(("v1", "d1"), ((await _silo.Trip(trip).Get())!.Plan.VehicleId, (await _silo.Trip(trip).Get())!.Plan.DriverId));
        Assert.Equal(times, (await Roster.List("wf", null, null, 10)).Executions.Length);
    }

    private async Task Prepare(string url)
    {
        await _silo.Vehicle.Configure(new VehicleDetails());
        await _silo.Grains.GetGrain<IWebhookGrain>(GrainKey.For("acme", "w1")).Define(new WebhookSpec { Url = url });
    }

    private async Task Define(WorkflowDefinition workflow)
    {
        await _silo.Grains.GetGrain<IWorkflowGrain>(GrainKey.For("acme", "wf")).Define(workflow);
        Assert.True(await Roster.Put("wf", workflow.Trigger, workflow.Enabled));
    }

    private Task Enter(string fence, bool again = false) => _silo.Grains.GetGrain<IEventShardGrain>(GrainKey.ForShard("acme", 3)).PublishAgain([new TripChanged
    {
        EventId = $"e{(again && _events > 0 ? _events : ++_events)}",
        OrganizationId = "acme",
        Timestamp = DateTimeOffset.UnixEpoch,
        VehicleId = "v1",
        Kind = TripEventKind.GeofenceEntry,
        GeofenceId = fence,
        GeofenceName = "Depot",
    }]);

    private async Task Count(int executions)
    {
        while ((await Roster.List("wf", null, null, 10)).Executions.Length < executions)
            await Task.Yield();

        Assert.Equal(executions, (await Roster.List("wf", null, null, 10)).Executions.Length);
    }

    private async Task Sleeping()
    {
        while ((await First()).Steps is not [{ Status: StepStatus.Running, DueAt: not null }])
            await Task.Yield();
    }

    private async Task<ExecutionSnapshot> First()
    {
        var id = (await Roster.List("wf", null, null, 10)).Executions[^1].ExecutionId;
        return (await _silo.Grains.GetGrain<IExecutionGrain>(GrainKey.For("acme", id)).Get())!;
    }

    /// <summary>Waits until so many have ended, as the roster knows it.</summary>
    private async Task<ExecutionSnapshot> Ended(int executions)
    {
        while ((await Roster.List("wf", null, null, 10)).Executions.Count(e => e.Status != ExecutionStatus.Running) < executions)
            await Task.Yield();

        return await First();
    }
}
