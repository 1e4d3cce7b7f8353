using System.Text.Json;

namespace Fleet.EndToEnd;

/// <summary>Webhooks and workflows by REST, against a receiver that checks signatures with the scheme's own package.</summary>
public sealed class WebhookTests
{
    private static readonly (string Key, string Value)[] Settings =
        [("Webhooks:AllowedTargets", "127.0.0.0/8"), ("Webhooks:JitterPercent", "0"), ("Webhooks:BackupHoldSeconds", "4")];

    [SkippableFact]
    public async Task Receiver_that_answers_500_500_200_gets_three_signed_attempts_under_one_id()
    {
        var missing = NodeSamples.Missing();
        Skip.If(missing is not null, missing);
        await using var host = await FleetHost.Start(Settings);
        using var receiver = NodeSamples.Run("webhook-receiver.mjs 500 500 200");
        var url = (await receiver.Until("the URL", line => line.TryGetProperty("url", out _))).GetProperty("url").GetString();

        var created = Json(await host.Post("/v1/webhooks", $$$"""
            {"webhook_config":{"webhook_id":"w1","url":"{{{url}}}","events":["safety_events"],
             "retry_policy":{"max_attempts":3,"backoff_multiplier":2,"initial_delay_seconds":0.5},
             "authentication":{"type":"bearer_token","token":"your_webhook_secret"} } }
            """));
        receiver.Say(created.GetProperty("secret").GetString()!);
        await Happen(host, "phone_usage");
        await receiver.Until("the third attempt", line => Number(line) == 3);

        var attempts = receiver.Lines.Where(l => Number(l) > 0).ToList();
        Assert.Equal([500, 500, 200], attempts.Select(a => a.GetProperty("status").GetInt32()));
        Assert.Single(attempts.Select(a => a.GetProperty("id").GetString()).Distinct());
        Assert.All(attempts, a => Assert.True(a.GetProperty("verified").GetBoolean() && !a.GetProperty("forged").GetBoolean(), a.ToString()));
        Assert.All(attempts, a => Assert.Equal("Bearer your_webhook_secret", a.GetProperty("authorization").GetString()));
        Assert.Equal("phone_usage", attempts[0].GetProperty("message").GetProperty("type").GetString());
        Assert.Equal("vehicle_456", attempts[0].GetProperty("message").GetProperty("data").GetProperty("vehicle_id").GetString());

        var delivery = Assert.Single(await Deliveries(host, "delivered"));
        Assert.Equal(attempts[0].GetProperty("id").GetString(), delivery.GetProperty("delivery_id").GetString());
        var times = delivery.GetProperty("attempts").EnumerateArray().Select(a => a.GetProperty("at").GetDateTimeOffset()).ToList();
        Assert.True(times[1] - times[0] >= TimeSpan.FromSeconds(0.5), $"{times[1] - times[0]}"); // how much later is the machine's load
        Assert.True(times[2] - times[1] >= TimeSpan.FromSeconds(1), $"{times[2] - times[1]}");
        var shown = await host.Get("/v1/webhooks/w1");
        Assert.DoesNotContain("your_webhook_secret", shown.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", shown.Body, StringComparison.Ordinal);

        var rotated = Json(await host.Post("/v1/webhooks/w1/rotate", "{}"));
        receiver.Say(rotated.GetProperty("secret").GetString()!);
        await host.Post("/v1/webhooks/w1/test", "{}");
        var test = await receiver.Until("the test message", line => Number(line) == 4);
        Assert.True(test.GetProperty("verified").GetBoolean(), test.ToString());

        await host.Delete("/v1/webhooks/w1");
        Assert.Equal(["webhook_deleted w1", "webhook_rotated w1", "webhook_changed w1"], await Audited(host, "webhook_deleted,webhook_rotated,webhook_changed"));
    }

    [SkippableFact]
    public async Task Backup_is_sent_only_what_no_session_was_sent()
    {
        var missing = NodeSamples.Missing();
        Skip.If(missing is not null, missing);
        await using var host = await FleetHost.Start(Settings);
        using var receiver = NodeSamples.Run("webhook-receiver.mjs 200");
        var url = (await receiver.Until("the URL", line => line.TryGetProperty("url", out _))).GetProperty("url").GetString();
        var created = Json(await host.Post("/v1/webhooks", $$"""{"webhook_id":"w1","url":"{{url}}","events":["safety_events"],"backup_for_streaming":true}"""));
        receiver.Say(created.GetProperty("secret").GetString()!);

        using (var samples = NodeSamples.Start(host.SocketUrl, host.Key))
        {
            await samples.Until("a subscription", line => line.ToString().Contains("subscription_confirmed", StringComparison.Ordinal));
            await Happen(host, "panic_button");
            await samples.Until("the event", line => line.ToString().Contains("panic_button", StringComparison.Ordinal));
            await Status(host, "streamed");
        }

        await host.Delete("/v1/admin/connections");
        Assert.Equal(["connections_ended all"], await Audited(host, "connections_ended"));
        while (!(await host.Get("/v1/admin/connections")).Body.Contains("\"count\":0", StringComparison.Ordinal))
        {
            // A session whose peer has just died may still be sent to, and what it was sent counts as streamed.
        }

        await Happen(host, "crash_detection", seconds: 30); // nobody is there any more
        var request = await receiver.Until("the backup's request", line => Number(line) == 1);
        Assert.Equal("crash_detection", request.GetProperty("message").GetProperty("type").GetString());
        Assert.Equal("panic_button", Assert.Single(await Deliveries(host, "streamed")).GetProperty("type").GetString());
    }

    [SkippableFact]
    public async Task Workflow_started_by_hand_sends_a_signed_webhook_and_tells_its_steps()
    {
        var missing = NodeSamples.Missing();
        Skip.If(missing is not null, missing);
        await using var host = await FleetHost.Start(Settings);
        using var receiver = NodeSamples.Run("webhook-receiver.mjs 204");
        var url = (await receiver.Until("the URL", line => line.TryGetProperty("url", out _))).GetProperty("url").GetString();
        receiver.Say(Json(await host.Post("/v1/webhooks", $$"""{"webhook_id":"w1","url":"{{url}}","events":["alerts"]}""")).GetProperty("secret").GetString()!);
        await host.Post("/v1/vehicles", """{"vehicle_id":"v1"}""");
        await host.Post("/v1/workflows", """
            {"workflow_id":"wf","name":"By hand","trigger":{"type":"manual"},"steps":[
              {"id":"fast","type":"condition","field":"event.input.speed","operator":"gt","value":80,
               "then":[{"id":"both","type":"parallel","branches":[
                 [{"id":"nap","type":"delay","seconds":0.2},{"id":"send","type":"webhook","webhook_id":"w1","message_type":"speeding","payload":{"speed":"{{event.input.speed}}","text":"{{event.input.vehicle_id}}: \"fast\""}}],
                 [{"id":"tag","type":"set_tag","vehicle_id":"{{event.input.vehicle_id}}","add":["fast"]}]]}],
               "else":[{"id":"never","type":"notify","message":"slow"}]}]}
            """);
        var execution = Json(await host.Post("/v1/workflows/wf/executions", """{"input":{"speed":91.5,"vehicle_id":"v1"}}"""));
        var request = await receiver.Until("the step's request", line => Number(line) == 1);
        Assert.True(request.GetProperty("verified").GetBoolean(), request.ToString());
        var data = request.GetProperty("message").GetProperty("data");
        Assert.Equal((91.5, "v1: \"fast\""), (data.GetProperty("speed").GetDouble(), data.GetProperty("text").GetString()));

        var path = "/v1/workflows/wf/executions/" + execution.GetProperty("execution_id").GetString();
        JsonElement done;
        do
            done = Json((await host.Get(path)).Body);
        while (done.GetProperty("status").GetString() == "running");

        Assert.Equal("completed", done.GetProperty("status").GetString());
        Assert.Equal(
            ["both:completed", "fast:completed", "nap:completed", "never:skipped", "send:completed", "tag:completed"],
            done.GetProperty("steps").EnumerateArray().Select(s => $"{s.GetProperty("step_id").GetString()}:{s.GetProperty("status").GetString()}").Order(StringComparer.Ordinal));
        Assert.Contains("\"fast\"", (await host.Get("/v1/vehicles/v1")).Body, StringComparison.Ordinal);

        await host.Delete("/v1/workflows/wf");
        Assert.Equal(["workflow_deleted wf", "workflow_changed wf"], await Audited(host, "workflow_deleted,workflow_changed"));
    }

    [Theory]
    [InlineData("/v1/webhooks", """{"url":"http://127.0.0.1/","events":["alerts"]}""", "url")]
    [InlineData("/v1/webhooks", """{"url":"https://169.254.169.254/latest","events":["alerts"]}""", "url")]
    [InlineData("/v1/webhooks", """{"url":"https://[::ffff:10.0.0.1]/","events":["alerts"]}""", "url")]
    [InlineData("/v1/webhooks", """{"url":"https://localhost/","events":["alerts"]}""", "url")]
    [InlineData("/v1/webhooks", """{"url":"gopher://example.com/","events":["alerts"]}""", "url")]
    [InlineData("/v1/webhooks", """{"url":"https://example.com/","events":[]}""", "events")]
    [InlineData("/v1/webhooks", """{"url":"https://example.com/","events":["locations"]}""", "events[0]")]
    [InlineData("/v1/webhooks", """{"webhook_config":{"url":"https://example.com/","events":["alerts"],"retry_policy":{"max_attempts":99}}}""", "webhook_config.retry_policy.max_attempts")]
    [InlineData("/v1/webhooks", """{"url":"https://example.com/","events":["alerts"],"authentication":{"type":"basic","token":"x"}}""", "authentication.type")]
    [InlineData("/v1/workflows", """{"name":"n","trigger":{"type":"manual"},"steps":[]}""", "steps")]
    [InlineData("/v1/workflows", """{"name":"n","trigger":{"type":"moon"},"steps":[{"id":"a","type":"delay","seconds":1}]}""", "trigger.type")]
    [InlineData("/v1/workflows", """{"name":"n","trigger":{"type":"schedule","cron":"61 * * * *"},"steps":[{"id":"a","type":"delay","seconds":1}]}""", "trigger.cron")]
    [InlineData("/v1/workflows", """{"name":"n","trigger":{"type":"schedule","cron":"1 * * * *","time_zone":"Mars"},"steps":[{"id":"a","type":"delay","seconds":1}]}""", "trigger.time_zone")]
    [InlineData("/v1/workflows", """{"name":"n","trigger":{"type":"trip","cron":"1 * * * *"},"steps":[{"id":"a","type":"delay","seconds":1}]}""", "trigger.cron")]
    [InlineData("/v1/workflows", """{"name":"n","trigger":{"type":"geofence","events":["enter"]},"steps":[{"id":"a","type":"delay","seconds":1}]}""", "trigger.events[0]")]
    [InlineData("/v1/workflows", """{"name":"n","trigger":{"type":"manual"},"steps":[{"id":"a","type":"delay","seconds":1},{"id":"a","type":"delay","seconds":1}]}""", "steps[1].id")]
    [InlineData("/v1/workflows", """{"name":"n","trigger":{"type":"manual"},"steps":[{"id":"a","type":"delay","seconds":1e9}]}""", "steps[0].seconds")]
    [InlineData("/v1/workflows", """{"name":"n","trigger":{"type":"manual"},"steps":[{"id":"a","type":"delay","minutes":1,"seconds":1}]}""", "steps[0].minutes")]
    [InlineData("/v1/workflows", """{"name":"n","trigger":{"type":"manual"},"steps":[{"id":"a","type":"parallel","branches":[[{"id":"b","type":"notify","message":"{{env.PATH}}"}]]}]}""", "steps[0].branches[0][0].message")]
    [InlineData("/v1/workflows", """{"name":"n","trigger":{"type":"manual"},"steps":[{"id":"a","type":"webhook","webhook_id":"w","payload":{"a":1,"a":2}}]}""", "steps[0].payload")]
    [InlineData("/v1/workflows", """{"name":"n","trigger":{"type":"manual"},"steps":[{"id":"a","type":"webhook","webhook_id":"w","payload":{"a":"\ud800"}}]}""", "steps[0].payload")]
    [InlineData("/v1/workflows", """{"name":"n","trigger":{"type":"manual"},"steps":[{"id":"a","type":"condition","field":"event.x","operator":"in","value":3}]}""", "steps[0].value")]
    [InlineData("/v1/workflows", """{"name":"n","trigger":{"type":"manual"},"steps":[{"id":"a","type":"condition","all":[{"field":"nothing.x","operator":"exists"}]}]}""", "steps[0].all[0].field")]
    public async Task Nonsense_is_refused_and_the_field_named(string path, string body, string field)
    {
        await using var host = await FleetHost.Start();
        var (status, answer) = await host.Send("POST", path, body);
        Assert.Equal(400, status);
        Assert.Contains(field, Json(answer).GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()));
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    private static int Number(JsonElement line) => line.TryGetProperty("number", out var number) ? number.GetInt32() : 0;

    private static Task<string> Happen(FleetHost host, string type, int seconds = 60)
    {
        var at = TimeProvider.System.GetUtcNow().AddSeconds(-seconds);
        return host.Post("/v1/events", $$"""{"vehicle_id":"vehicle_456","type":"{{type}}","severity":"critical","timestamp":"{{at:yyyy-MM-dd'T'HH:mm:ss'Z'}}"}""");
    }

    private static async Task<List<JsonElement>> Deliveries(FleetHost host, string status) =>
        [.. Json((await host.Get("/v1/webhooks/w1/deliveries?status=" + status)).Body).GetProperty("items").EnumerateArray()];

    private static async Task<IEnumerable<string>> Audited(FleetHost host, string actions) =>
        Json((await host.Get("/v1/admin/audit?action=" + actions)).Body).GetProperty("items").EnumerateArray()
            .Select(r => $"{r.GetProperty("action").GetString()} {r.GetProperty("target").GetString()}");

    /// <summary>Until some delivery is in this status.</summary>
    private static async Task Status(FleetHost host, string status)
    {
        while ((await Deliveries(host, status)).Count == 0)
            await Task.Yield();
    }
}
