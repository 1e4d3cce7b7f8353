using System.Text.Json.Nodes;
using Fleet.Alerts;
using Fleet.Events;
using Fleet.Gateway.Fakes;
using Fleet.Gateway.Subscriptions;
using Fleet.Geography;
using Fleet.Notifications;
using Fleet.Safety;
using Fleet.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Gateway.Api;

public sealed class AlertApiTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly GatewayHost _host = fixture.Host;

    [Fact]
    public async Task A_rule_is_created_read_changed_listed_and_deleted()
    {
        var operatr = _host.Token("rules", "operator");
        var (status, body, response) = await Send("POST", "/v1/alert-rules", operatr, ApiExamples.All["POST v1/alert-rules"]);
        Assert.True(status == 201, body?.ToJsonString());
        Assert.Equal("/v1/alert-rules/night-speeding", response.Headers.Location!.ToString());
        Assert.Equal(409, (await Send("POST", "/v1/alert-rules", operatr, ApiExamples.All["POST v1/alert-rules"])).Status);

        // What is answered can be sent back and is the same.
        (status, var again, _) = await Send("PUT", "/v1/alert-rules/night-speeding", operatr, body!.ToJsonString());
        Assert.True(status == 200, again?.ToJsonString());
        Assert.Equal(2, (int)again!["version"]!);
        again["version"] = 1;
        Assert.Equal(body.ToJsonString(), again.ToJsonString());
        Assert.Equal(
            """{"all":[{"field":"event","operator":"eq","value":"speeding"},{"field":"speed","operator":"gt","value":110}]}""",
            again["condition"]!.ToJsonString());
        Assert.Equal("""{"timezone":"Europe/Berlin","windows":[{"days":["fri","sat"],"from":"22:00","to":"06:00"}]}""", again["schedule"]!.ToJsonString());

        (status, body, _) = await Send("PATCH", "/v1/alert-rules/night-speeding", operatr, """{"condition":null,"mode":"shadow"}""");
        Assert.Equal((200, "shadow", 3), (status, (string?)body!["mode"], (int)body["version"]!));
        Assert.Null(body["condition"]);
        Assert.Equal("north", (string?)body["vehicle_tags"]![0]);

        (_, body, _) = await Send("GET", "/v1/alert-rules?limit=3", operatr);
        Assert.Equal(["critical_safety_event", "geofence_violation", "multiple_safety_events"], body!["items"]!.AsArray().Select(r => (string?)r!["rule_id"]));
        (_, body, _) = await Send("GET", "/v1/alert-rules?limit=3&cursor=" + body!["next_cursor"], operatr);
        Assert.Equal(["night-speeding", "vehicle_breakdown"], body!["items"]!.AsArray().Select(r => (string?)r!["rule_id"]));
        Assert.Null(body["next_cursor"]);

        Assert.Equal(204, (await Send("DELETE", "/v1/alert-rules/night-speeding", operatr)).Status);
        Assert.Equal(404, (await Send("GET", "/v1/alert-rules/night-speeding", operatr)).Status);
        Assert.Equal(404, (await Send("PATCH", "/v1/alert-rules/night-speeding", operatr, "{}")).Status);
    }

    [Theory]
    [InlineData("""{"events":["safety_event"],"priority":"high"}""", "name", "required")]
    [InlineData("""{"name":"n","priority":"high"}""", "events", "required")]
    [InlineData("""{"name":"n","events":[],"priority":"high"}""", "events", "range")]
    [InlineData("""{"name":"n","events":["explosion"],"priority":"high"}""", "events[0]", "unknown_value")]
    [InlineData("""{"name":"n","events":["safety_event"]}""", "priority", "required")]
    [InlineData("""{"name":"n","events":["safety_event"],"priority":"critical"}""", "priority", "unknown_value")]
    [InlineData("""{"name":"n","events":["safety_event"],"priority":"low","condition":{"field":"colour","operator":"eq","value":"red"}}""", "condition.field", "unknown_value")]
    [InlineData("""{"name":"n","events":["safety_event"],"priority":"low","condition":{"field":"speed","operator":"contains","value":"1"}}""", "condition.operator", "unknown_value")]
    [InlineData("""{"name":"n","events":["safety_event"],"priority":"low","condition":{"field":"speed","operator":"gt","value":"fast"}}""", "condition.value", "type")]
    [InlineData("""{"name":"n","events":["safety_event"],"priority":"low","condition":{"field":"speed","operator":"gt","value":{"a":1}}}""", "condition.value", "type")]
    [InlineData("""{"name":"n","events":["safety_event"],"priority":"low","condition":{"field":"speed","operator":"gt","value":1e400}}""", "condition.value", "type")]
    [InlineData("""{"name":"n","events":["safety_event"],"priority":"low","condition":{"all":[{"any":[]}]}}""", "condition.all[0]", "conflict")]
    [InlineData("""{"name":"n","events":["safety_event"],"priority":"low","condition":{"all":[7]}}""", "condition.all[0]", "type")]
    [InlineData("""{"name":"n","events":["safety_event"],"priority":"low","condition":{"all":[{"all":[{"all":[{"all":[{"field":"speed","value":1}]}]}]}]}}""", "condition.all[0].all[0].all[0].all[0]", "range")]
    [InlineData("""{"name":"n","events":["safety_event"],"priority":"low","count":{"at_least":1,"within_seconds":60}}""", "count.at_least", "range")]
    [InlineData("""{"name":"n","events":["safety_event"],"priority":"low","schedule":{"timezone":"Mars","windows":[{"from":"08:00","to":"17:00"}]}}""", "schedule.timezone", "unknown_value")]
    [InlineData("""{"name":"n","events":["safety_event"],"priority":"low","schedule":{"timezone":"UTC","windows":[{"from":"8","to":"17:00"}]}}""", "schedule.windows[0].from", "format")]
    [InlineData("""{"name":"n","events":["safety_event"],"priority":"low","schedule":{"timezone":"UTC","windows":[{"from":"08:00","to":"24:01"}]}}""", "schedule.windows[0].to", "format")]
    [InlineData("""{"name":"n","events":["safety_event"],"priority":"low","channels":["pigeon"]}""", "channels[0]", "unknown_value")]
    [InlineData("""{"name":"n","events":["safety_event"],"priority":"low","escalations":[{"after_seconds":60},{"after_seconds":30}]}""", "escalations[1].after_seconds", "conflict")]
    [InlineData("""{"name":"n","events":["safety_event"],"priority":"low","auto_resolve":{}}""", "auto_resolve", "conflict")]
    [InlineData("""{"name":"n","events":["safety_event"],"priority":"low","auto_resolve":{"on":"trip_update","condition":{"field":"speed","operator":"gt","value":1}}}""", "auto_resolve.condition.field", "unknown_value")]
    public async Task A_rule_that_makes_no_sense_is_refused_by_field(string rule, string field, string code)
    {
        var (status, body, _) = await Send("POST", "/v1/alert-rules", _host.Token("faults", "operator"), rule);
        Assert.Equal(400, status);
        Assert.Contains((field, code), body!["errors"]!.AsArray().Select(e => ((string?)e!["field"], (string?)e["code"])));
    }

    [Fact]
    public async Task An_alert_is_listed_filtered_acknowledged_and_resolved()
    {
        var (admin, operatr) = (_host.Token("alerting"), _host.Token("alerting", "operator"));
        await Raise("alerting", "alert_a", 1, "v1", AlertPriority.High);
        await Raise("alerting", "alert_b", 2, "v2", AlertPriority.Low);

        Assert.Equal(["alert_b", "alert_a"], await Ids("/v1/alerts", operatr));
        Assert.Equal(["alert_b"], await Ids("/v1/alerts?priority=low,medium", operatr));
        Assert.Equal(["alert_a"], await Ids("/v1/alerts?vehicle_id=v1", operatr));
        Assert.Equal(["alert_b", "alert_a"], await Ids("/v1/alerts?rule_id=r1&status=active", operatr));
        Assert.Empty(await Ids("/v1/alerts?rule_id=r2", operatr));

        var (status, body, _) = await Send("POST", "/v1/alerts/alert_a/acknowledge", operatr, """{"note":"on it"}""");
        Assert.Equal((200, "acknowledged"), (status, (string?)body!["status"]));
        Assert.Equal("on it", (string?)body["history"]![1]!["note"]);
        Assert.NotNull((string?)body["history"]![1]!["by"]);
        Assert.Equal(["alert_a"], await Ids("/v1/alerts?status=acknowledged", operatr));
        (status, body, _) = await Send("POST", "/v1/alerts/alert_a/resolve", operatr);
        Assert.Equal((200, "resolved"), (status, (string?)body!["status"]));
        Assert.Equal(3, body["history"]!.AsArray().Count);

        // Recipients are people's addresses.
        Assert.Null(body["attempts"]![0]!["recipient"]);
        (_, body, _) = await Send("GET", "/v1/alerts/alert_a", admin);
        Assert.Equal("+491", (string?)body!["attempts"]![0]!["recipient"]);

        Assert.Equal(403, (await Send("POST", "/v1/alerts/alert_b/resolve", _host.Token("alerting", "viewer"))).Status);
        Assert.Equal(404, (await Send("POST", "/v1/alerts/alert_c/resolve", operatr)).Status);
        Assert.Equal(404, (await Send("GET", "/v1/alerts/alert_a", _host.Token("others"))).Status);
        Assert.Equal(400, (await Send("GET", "/v1/alerts?status=open", operatr)).Status);
        Assert.Equal(400, (await Send("POST", "/v1/alerts/alert_b/acknowledge", operatr, """{"note":7}""")).Status);
    }

    [Fact]
    public async Task Permissions_bound_alerts_and_who_may_make_rules()
    {
        await Raise("bounded", "alert_a", 1, "v1", AlertPriority.High);
        await Raise("bounded", "alert_b", 2, "v2", AlertPriority.High);
        var restricted = _host.Token("bounded", permissions: """{"filters":{"vehicle_restrictions":["v1"]}}""");
        Assert.Equal(["alert_a"], await Ids("/v1/alerts", restricted));
        Assert.Equal(404, (await Send("GET", "/v1/alerts/alert_b", restricted)).Status);
        Assert.Equal(404, (await Send("POST", "/v1/alerts/alert_b/acknowledge", restricted)).Status);
        Assert.Equal(403, (await Send("POST", "/v1/alert-rules", restricted, ApiExamples.All["POST v1/alert-rules"])).Status);
        Assert.Equal(403, (await Send("DELETE", "/v1/alert-rules/vehicle_breakdown", restricted)).Status);
        Assert.Equal(403, (await Send("PATCH", "/v1/notification-settings", restricted, "{}")).Status);

        var none = _host.Token("bounded", permissions: """{"channels":{"alerts":"none"}}""");
        Assert.Equal(403, (await Send("GET", "/v1/alerts", none)).Status);
        Assert.Equal(403, (await Send("GET", "/v1/alert-rules", none)).Status);
        Assert.Equal(403, (await Send("GET", "/v1/notification-settings", _host.Token("bounded", "operator"))).Status);
        Assert.Equal(401, (await Send("GET", "/v1/alerts", null)).Status);
    }

    [Fact]
    public async Task A_dry_run_says_what_a_rule_would_have_raised_over_the_last_day_and_touches_nothing()
    {
        var now = _host.Time.GetUtcNow();
        await Log(
            "dry",
            Speeding("dry", "old", now.AddHours(-25), "v1"),
            Speeding("dry", "e1", now.AddHours(-23), "v1"),
            Speeding("dry", "e2", now.AddHours(-23).AddMinutes(1), "v1"),
            Speeding("dry", "e3", now.AddHours(-2), "v1"),
            Speeding("dry", "e4", now.AddHours(-1), "v2"));
        var operatr = _host.Token("dry", "operator");
        const string Rule = """{"rule":{"name":"Fast","events":["safety_event"],"condition":{"field":"event","operator":"eq","value":"speeding"},"priority":"high","channels":["sms"]}}""";

        var (status, body, _) = await Send("POST", "/v1/alert-rules/tried/dry-run", operatr, Rule);
        Assert.True(status == 200, body?.ToJsonString());
        Assert.Equal((4, true, 3, 1), ((int)body!["events"]!, (bool)body["complete"]!, (int)body["raised"]!, (int)body["suppressed"]!));
        Assert.Equal([("e4", 0), ("e3", 0), ("e1", 1)], body["alerts"]!.AsArray().Select(a => ((string)a!["event_id"]!, (int)a["suppressed"]!)));
        Assert.Equal("[HIGH] Fast", (string?)body["alerts"]![0]!["title"]);

        Assert.Equal(404, (await Send("GET", "/v1/alert-rules/tried", operatr)).Status);
        Assert.Empty(await Ids("/v1/alerts", operatr));
        Assert.Equal(404, (await Send("POST", "/v1/alert-rules/nothing/dry-run", operatr)).Status);
        (status, body, _) = await Send("POST", "/v1/alert-rules/multiple_safety_events/dry-run", operatr);
        Assert.Equal((200, 0), (status, (int)body!["raised"]!));

        (_, body, _) = await Send("POST", "/v1/alert-rules/tried/dry-run", _host.Token("dry", permissions: """{"filters":{"vehicle_restrictions":["v2"]}}"""), Rule);
        Assert.Equal((1, 1), ((int)body!["events"]!, (int)body["raised"]!));
        Assert.Equal(400, (await Send("POST", "/v1/alert-rules/tried/dry-run", operatr, """{"rule":{"name":"n"}}""")).Status);
    }

    [Fact]
    public async Task A_shadow_rule_shows_what_it_found_to_whom_it_concerns()
    {
        var operatr = _host.Token("shadow", "operator");
        await Send("PUT", "/v1/alert-rules/fast", operatr, """{"name":"Fast","mode":"shadow","events":["safety_event"],"priority":"high"}""");
        await _host.Grains.Get<IAlertRulesGrain>("org/shadow").React(new ReactionBatch
        {
            Shard = 0,
            Epoch = "e",
            Events = [new(1, Speeding("shadow", "e1", _host.Time.GetUtcNow(), "v1")), new(2, Speeding("shadow", "e2", _host.Time.GetUtcNow(), "v2"))],
        });

        var (_, body, _) = await Send("GET", "/v1/alert-rules/fast/findings", operatr);
        Assert.Equal(["e2", "e1"], body!["items"]!.AsArray().Select(f => (string?)f!["event_id"]));
        (_, body, _) = await Send("GET", "/v1/alert-rules/fast/findings", _host.Token("shadow", permissions: """{"filters":{"vehicle_restrictions":["v1"]}}"""));
        Assert.Equal("e1", (string?)Assert.Single(body!["items"]!.AsArray())!["event_id"]);
        Assert.Empty(await Ids("/v1/alerts", operatr));
        Assert.Equal(404, (await Send("GET", "/v1/alert-rules/nothing/findings", operatr)).Status);
    }

    [Fact]
    public async Task Settings_are_changed_by_field_and_secrets_are_never_read_back()
    {
        var admin = _host.Token("settings");
        var (status, body, _) = await Send("PATCH", "/v1/notification-settings", admin, """
            {"email":{"default":["ops@example.org"],"urgent":["night@example.org"]},"slack":{"url":"https://hooks.slack.example/services/T0/B0/s3cret"},
             "webhook":{"url":"https://alerts.example.org/in"},"inbox":{"default":["ada"]},"time_zone":"Europe/Berlin"}
            """);
        Assert.True(status == 200, body?.ToJsonString());
        Assert.StartsWith("whsec_", (string?)body!["webhook"]!["secret"], StringComparison.Ordinal);
        Assert.Equal("https://hooks.slack.example/…", (string?)body["slack"]!["url"]);

        (_, body, var response) = await Send("GET", "/v1/notification-settings", admin);
        Assert.DoesNotContain("s3cret", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(body!["webhook"]!["secret"]);
        Assert.Equal("night@example.org", (string?)body["email"]!["urgent"]![0]);

        var kept = ((FakeNotificationSettingsGrain)_host.Grains.Get<INotificationSettingsGrain>("org/settings")).Kept;
        (_, body, _) = await Send("PATCH", "/v1/notification-settings", admin, """{"sms":{"default":["+4915112345678"]},"slack":null,"webhook":{"url":"https://other.example.org/in"}}""");
        var after = ((FakeNotificationSettingsGrain)_host.Grains.Get<INotificationSettingsGrain>("org/settings")).Kept;
        Assert.Equal((null, kept.WebhookSecret, "Europe/Berlin", 2), (after.SlackUrl, after.WebhookSecret, after.TimeZone, after.Version));
        Assert.Equal("ops@example.org", Assert.Single(after.Email.Default));
        Assert.Null(body!["webhook"]!["secret"]);
    }

    [Theory]
    [InlineData("""{"email":{"default":["nobody"]}}""", "email.default[0]", "format")]
    [InlineData("""{"email":{"default":["Ada <ada@example.org>"]}}""", "email.default[0]", "format")]
    [InlineData("""{"sms":{"urgent":["0151"]}}""", "sms.urgent[0]", "format")]
    [InlineData("""{"inbox":{"default":["a b"]}}""", "inbox.default[0]", "format")]
    [InlineData("""{"slack":{"url":"ftp://x"}}""", "slack.url", "format")]
    [InlineData("""{"slack":{}}""", "slack.url", "required")]
    [InlineData("""{"slack":{"url":"https://internal.example"}}""", "slack.url", "refused")]
    [InlineData("""{"webhook":{"url":"https://internal.example"}}""", "webhook.url", "refused")]
    [InlineData("""{"webhook":{"url":"https://a.example","secret":"short"}}""", "webhook.secret", "format")]
    [InlineData("""{"time_zone":"Mars/Olympus"}""", "time_zone", "unknown_value")]
    public async Task Settings_that_lead_nowhere_are_refused_by_field(string settings, string field, string code)
    {
        var (status, body, _) = await Send("PATCH", "/v1/notification-settings", _host.Token("nowhere"), settings);
        Assert.Equal(400, status);
        Assert.Contains((field, code), body!["errors"]!.AsArray().Select(e => ((string?)e!["field"], (string?)e["code"])));
    }

    private static SafetyDetected Speeding(string organization, string id, DateTimeOffset at, string vehicle) =>
        Made.Safety(vehicle, 0, "speeding", Severity.Medium, 0.5, 90, new GeoPoint(50, 8)) with { OrganizationId = organization, EventId = id, Timestamp = at };

    private async Task Log(string organization, params FleetEvent[] events) =>
        await _host.Services.GetRequiredService<IEventLog>().Append(
            organization, null, new ShardBatch { Shard = 0, Epoch = "e", FirstN = 1, Events = [.. events] }, CancellationToken.None);

    private Task Raise(string organization, string id, int minute, string vehicle, AlertPriority priority) =>
        _host.Grains.Get<IAlertGrain>($"{organization}/{id}").Apply(
        [
            new()
            {
                Number = 1,
                AlertId = id,
                Kind = AlertCommandKind.Raise,
                Draft = new()
                {
                    AlertId = id,
                    RuleId = "r1",
                    RuleVersion = 1,
                    RuleName = "Rule",
                    Priority = priority,
                    Title = "t",
                    Message = "m",
                    VehicleId = vehicle,
                    Channels = [AlertChannel.Sms],
                    Source = new() { EventId = "e", Kind = "safety_event", At = _host.Time.GetUtcNow().AddMinutes(minute) },
                },
            },
        ]);

    private async Task<IEnumerable<string?>> Ids(string path, string credential)
    {
        var (status, body, _) = await Send("GET", path, credential);
        Assert.True(status == 200, body?.ToJsonString());
        return body!["items"]!.AsArray().Select(a => (string?)a!["alert_id"]);
    }

    private Task<(int Status, JsonNode? Body, HttpResponseMessage Response)> Send(string method, string path, string? credential, string? body = null) =>
        _host.Send(new HttpMethod(method), path, credential, body);
}
