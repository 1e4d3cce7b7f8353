using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Fakes;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Organizations;
using Fleet.Webhooks;
using Fleet.Workflows;

namespace Fleet.Gateway.Protocols.SpatialFlow;

/// <summary>S3's sockets of workflows, executions and webhooks.</summary>
public sealed class WorkflowSocketTests
{
    private const int Seats = 4; // one a shard

    private static readonly DateTimeOffset At = new(2024, 4, 13, 10, 29, 0, TimeSpan.Zero);

    private static readonly StepRun Nap = new() { StepId = "nap", Status = StepStatus.Running, StartedAt = At, DueAt = At.AddMinutes(5) };

    private static readonly string Organization = KnownKeys.Viewer().OrganizationId;

    [Fact]
    public async Task Workflow_begins_with_its_executions_and_tells_when_one_begins_or_ends()
    {
        await using var server = await Start();
        await using var client = await server.Connect("/ws/workflows/w/");
        var status = await client.Next("workflow_status");
        Assert.Equal(("w", "Night", 3), (Text(status, "workflow_id"), Text(status, "name"), status.GetProperty("version").GetInt32()));
        Assert.Equal(("e", "running"), (Text(status.GetProperty("executions")[0], "execution_id"), Text(status.GetProperty("executions")[0], "status")));

        await server.Live(Seats);
        server.Shards.Publish(
            Changed("1", "w", "other", ExecutionStatus.Running), Changed("2", "w", "e", ExecutionStatus.Running, Nap), Changed("3", "w2", "e2", ExecutionStatus.Failed),
            Changed("4", "w", "e", ExecutionStatus.Failed) with { Error = "nap: no" });
        var began = await client.Next("workflow_status");
        Assert.Equal(("other", "running"), (Text(began, "execution_id"), Text(began, "status")));
        Assert.False(began.TryGetProperty("ended_at", out _));
        var ended = await client.Next("workflow_status");
        Assert.Equal(("e", "failed", "nap: no", "4"), (Text(ended, "execution_id"), Text(ended, "status"), Text(ended, "error"), Text(ended, "event_id")));
        Assert.True(ended.TryGetProperty("ended_at", out _) && ended.TryGetProperty("offset", out _));
    }

    [Fact]
    public async Task Execution_begins_with_its_steps_and_tells_each_change_of_its_own()
    {
        await using var server = await Start();
        await using var client = await server.Connect("/ws/workflows/w/executions/e/");
        var status = await client.Next("execution_status");
        Assert.Equal(("w", "e", "running"), (Text(status, "workflow_id"), Text(status, "execution_id"), Text(status, "status")));
        Assert.Equal(
            """[{"step_id":"nap","status":"running","attempts":0,"started_at":"2024-04-13T10:29:00Z","due_at":"2024-04-13T10:34:00Z"}]""",
            status.GetProperty("steps").GetRawText());

        await server.Live(Seats);
        server.Shards.Publish(
            Changed("1", "w", "other", ExecutionStatus.Running, Nap), Changed("2", "w", "e", ExecutionStatus.Running, Nap with { Status = StepStatus.Completed, EndedAt = At.AddMinutes(5), DueAt = null }),
            Changed("3", "w", "e", ExecutionStatus.Completed));
        var step = await client.Next("step_update");
        Assert.Equal(("2", "nap", "completed"), (Text(step, "event_id"), Text(step.GetProperty("step"), "step_id"), Text(step.GetProperty("step"), "status")));
        Assert.Equal("completed", Text(await client.Next("execution_status"), "status"));
    }

    [Fact]
    public async Task Superuser_hears_each_attempt_of_a_webhook()
    {
        await using var server = await Start();
        server.Keys.Add("root", KnownKeys.Viewer() with { IsSuperuser = true });
        await using var client = await server.Connect("/ws/webhooks/status", "root");
        await server.Live(Seats);
        server.Shards.Publish(new WebhookAttempted
        {
            EventId = "a", OrganizationId = Organization, Timestamp = At, WebhookId = "wh", DeliveryId = "msg_1", Type = "geofence_entry", Host = "example.com",
            Attempt = new WebhookAttempt { Number = 2, At = At, HttpStatus = 500, TookMilliseconds = 12.5 }, Status = DeliveryStatus.Pending, NextAt = At.AddSeconds(2),
        });
        var told = await client.Next("webhook_status");
        Assert.Equal(
            """{"type":"webhook_status","webhook_id":"wh","delivery_id":"msg_1","event_type":"geofence_entry","status":"pending","attempt":2,"host":"example.com","http_status":500,"took_ms":12.5,"next_at":"2024-04-13T10:29:02Z","event_id":"a","timestamp":"2024-04-13T10:29:00Z","offset":""",
            told.GetRawText()[..told.GetRawText().IndexOf("{\"shard\"", StringComparison.Ordinal)]);
    }

    [Theory]
    [InlineData("/ws/workflows/nothing/", "jwt")]
    [InlineData("/ws/workflows/w/executions/nothing/", "jwt")]
    [InlineData("/ws/workflows/w2/executions/e/", "jwt")] // another workflow's
    [InlineData("/ws/workflows/w/", "stranger")]
    [InlineData("/ws/workflows/w/executions/e/", "stranger")]
    [InlineData("/ws/workflows/w/executions/e/", "narrow")]
    public async Task What_there_is_not_or_may_not_be_seen_is_closed_with_4004(string path, string token)
    {
        await using var server = await Start();
        server.Keys.Add("stranger", KnownKeys.Viewer() with { OrganizationId = "elsewhere" });
        server.Keys.Add("narrow", KnownKeys.Viewer(permissions: new Permissions { VehicleRestrictions = ["v9"] }));
        await using var client = await server.Connect(path, token);
        Assert.Equal(ErrorCodes.NotFound, (await client.NextError()).Code);
        Assert.Equal(4004, (await client.Closed()).Code);
    }

    private static async Task<SpatialFlowServer> Start()
    {
        var server = await SpatialFlowServer.Start();
        var workflows = new FakeWorkflows(
            Organization,
            new WorkflowDefinition { WorkflowId = "w", Name = "Night", Version = 3, Trigger = new WorkflowTrigger { Type = TriggerType.Manual }, Steps = [] },
            new ExecutionSnapshot { ExecutionId = "e", WorkflowId = "w", WorkflowVersion = 3, Status = ExecutionStatus.Running, StartedAt = At, Event = "{}", Steps = [Nap], VehicleId = "v1" });
        server.Grains.Use(workflows.Workflow);
        server.Grains.Use(workflows.Execution);
        server.Grains.Use(workflows.Roster);
        return server;
    }

    private static ExecutionChanged Changed(string id, string workflow, string execution, ExecutionStatus status, StepRun? step = null) => new()
    {
        EventId = id,
        OrganizationId = Organization,
        Timestamp = At.AddMinutes(6),
        VehicleId = "v1",
        WorkflowId = workflow,
        ExecutionId = execution,
        Status = status,
        Step = step,
        StartedAt = At,
    };

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
