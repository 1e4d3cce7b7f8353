using System.Text.Json.Nodes;
using Fleet.Gateway.Fakes;
using Fleet.Testing;

namespace Fleet.Gateway.Api;

public sealed class AuditTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly GatewayHost _host = fixture.Host;

    [Fact]
    public async Task Changes_of_keys_thresholds_and_rules_are_told_by_page_action_and_time()
    {
        var admin = _host.Token("audited");
        var made = (await Send("POST", "/v1/api-keys", admin, """{"name":"office","role":"viewer"}""")).Body!;
        var (id, secret) = ((string)made["key_id"]!, (string)made["api_key"]!);
        var rotated = (await Send("POST", $"/v1/api-keys/{id}/rotate", admin)).Body!;
        Assert.Equal(204, (await Send("DELETE", "/v1/api-keys/" + rotated["key_id"], admin)).Status);
        Assert.Equal(404, (await Send("DELETE", "/v1/api-keys/none", admin)).Status);
        Assert.Equal(200, (await Send("PATCH", "/v1/thresholds", admin, """{"speeding":{"over_limit":20,"duration":10}}""")).Status);
        Assert.Equal(400, (await Send("PATCH", "/v1/thresholds", admin, """{"speeding":{"over_limit":-20}}""")).Status);
        Assert.Equal(201, (await Send("POST", "/v1/alert-rules", admin, ApiExamples.All["POST v1/alert-rules"])).Status);
        Assert.Equal(204, (await Send("DELETE", "/v1/alert-rules/night-speeding", admin)).Status);

        const string Changes = "key_created,key_rotated,key_revoked,thresholds_changed,alert_rule_changed,alert_rule_deleted";
        var rows = await Rows(admin, $"?action={Changes}");
        Assert.Equal(
            ["alert_rule_deleted night-speeding", "alert_rule_changed night-speeding", "thresholds_changed audited", $"key_revoked {rotated["key_id"]}", $"key_rotated {id}", $"key_created {id}"],
            rows.Select(r => $"{r!["action"]} {r["target"]}"));
        Assert.All(rows, r => Assert.Equal("127.0.0.1", (string?)r!["address"]));
        Assert.Single(rows.Select(r => (string)r!["actor"]!).Distinct());
        var text = (await Send("GET", "/v1/admin/audit", admin)).Body!.ToJsonString();
        Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain((string)rotated["api_key"]!, text, StringComparison.Ordinal);
        Assert.DoesNotContain(admin, text, StringComparison.Ordinal);

        var first = (await Send("GET", $"/v1/admin/audit?limit=4&action={Changes}", admin)).Body!;
        var second = (await Send("GET", $"/v1/admin/audit?limit=4&action={Changes}&cursor={first["next_cursor"]}", admin)).Body!;
        Assert.Equal([.. rows.Select(r => (string)r!["action"]!)], first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(r => (string)r!["action"]!));
        Assert.Null(second["next_cursor"]);
        Assert.Equal(6, (await Rows(admin, $"?action={Changes}&from={Now}")).Count);
        Assert.Empty(await Rows(admin, $"?action={Changes}&to={Now}"));
    }

    [Fact]
    public async Task Changes_of_layers_fences_custom_events_retention_and_settings_are_told()
    {
        var admin = _host.Token("org_123");
        Assert.Equal(201, (await Send("POST", "/v1/organizations", _host.Token("operators", superuser: true), ApiExamples.All["POST v1/organizations"])).Status);
        var fence = ApiExamples.All["POST v1/geofences"];
        var fenceId = (string)JsonNode.Parse(fence)!["geofence_id"]!;
        var custom = ApiExamples.All["POST v1/custom-events"];
        var customName = (string)JsonNode.Parse(custom)!["event_name"]!;
        (string Method, string Path, string? Body, string Row)[] changes =
        [
            ("PUT", "/v1/road-limits/city", ApiExamples.All["PUT v1/road-limits/{layer_id}"], "road_limits_changed city"),
            ("DELETE", "/v1/road-limits/city", null, "road_limits_deleted city"),
            ("POST", "/v1/geofences", fence, "geofence_changed " + fenceId),
            ("PATCH", "/v1/geofences/" + fenceId, """{"speed_limit":30}""", "geofence_changed " + fenceId),
            ("DELETE", "/v1/geofences/" + fenceId, null, "geofence_deleted " + fenceId),
            ("POST", "/v1/geofences/bulk", $$"""{"geofences":[{{fence}}]}""", "geofence_changed bulk"),
            ("POST", "/v1/custom-events", custom, "custom_event_changed " + customName),
            ("DELETE", "/v1/custom-events/" + customName, null, "custom_event_deleted " + customName),
            ("PUT", "/v1/organizations/org_123/retention", """{"retention_days":30}""", "retention_changed org_123"),
            ("PATCH", "/v1/notification-settings", ApiExamples.All["PATCH v1/notification-settings"], "notification_settings_changed org_123"),
        ];
        foreach (var (method, path, body, _) in changes)
        {
            var answer = await Send(method, path, admin, body);
            Assert.True(answer.Status is >= 200 and < 300, $"{method} {path}: {answer.Status} {answer.Body}");
            Assert.InRange((await Send(method, path, _host.Token("org_123", "viewer"), body)).Status, 400, 499);
        }

        var rows = await Rows(admin, "?action=" + string.Join(',', changes.Select(c => c.Row.Split(' ')[0]).Distinct()));
        Assert.Equal(changes.Select(c => c.Row).Reverse(), rows.Select(r => $"{r!["action"]} {r["target"]}"));
    }

    [Fact]
    public async Task Who_was_let_in_and_who_was_refused_is_told_once()
    {
        var admin = _host.Token("doors");
        var made = (await Send("POST", "/v1/api-keys", admin, """{"name":"office","role":"viewer"}""")).Body!;
        var secret = (string)made["api_key"]!;
        for (var i = 0; i < 3; i++)
            Assert.Equal(200, (await Send("GET", "/v1/vehicles", secret)).Status);

        await Send("DELETE", "/v1/api-keys/" + made["key_id"], admin);
        _host.Time.Advance(TimeSpan.FromSeconds(2)); // what the key's cache knows is older
        for (var i = 0; i < 3; i++)
            Assert.Equal(401, (await Send("GET", "/v1/vehicles", secret)).Status);

        JsonArray rows;
        do
            rows = await Rows(admin, "?action=authentication_accepted,authentication_refused");
        while (rows.Count < 3);

        Assert.Equal(["api_key: revoked", "api_key", "token"], rows.Select(r => (string)r!["detail"]!));
        Assert.Equal((string)made["key_id"]!, (string)rows[0]!["actor"]!);
    }

    [Fact]
    public async Task Only_admins_of_the_organization_see_its_rows()
    {
        await Send("PATCH", "/v1/thresholds", _host.Token("mine"), """{"speeding":{"over_limit":20,"duration":10}}""");
        Assert.Equal(403, (await Send("GET", "/v1/admin/audit", _host.Token("mine", "operator"))).Status);
        Assert.Equal(401, (await Send("GET", "/v1/admin/audit", "nonsense")).Status);
        Assert.Empty(await Rows(_host.Token("theirs"), "?action=thresholds_changed"));
        Assert.Single(await Rows(_host.Token("mine"), "?action=thresholds_changed"));
        Assert.Equal(400, (await Send("GET", "/v1/admin/audit?action=moonrise", _host.Token("mine"))).Status);
        Assert.Equal(400, (await Send("GET", "/v1/admin/audit?when=now", _host.Token("mine"))).Status);
    }

    [Fact]
    public async Task Refused_tokens_and_unknown_keys_are_told_to_whom_they_concern_and_counted()
    {
        await using var host = await GatewayHost.Start();
        var admin = host.Token("guarded");
        var expired = TokenMinter.For("guarded", "admin", host.Time.GetUtcNow().AddDays(-400), superuser: false, permissions: "{}");
        var tampered = admin[..^4] + (admin.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA");
        var guessed = "flt_live_" + new string('0', 32);
        foreach (var credential in (string[])[expired, expired, expired, tampered, tampered, guessed])
            Assert.Equal(401, (await host.Send(HttpMethod.Get, "/v1/vehicles", credential)).Status);
        Assert.Equal(401, (await host.Send(HttpMethod.Get, "/v1/vehicles", null)).Status); // no credential is no refused one

        var own = await Counted(() => host.Token("guarded"), "", 3);
        Assert.Equal("token: expired", Assert.Single(own.Keys).Detail);
        Assert.NotEqual("unknown", Assert.Single(own.Keys).Actor);
        var unclaimed = await Counted(() => host.Token("operators", superuser: true), "&unclaimed=true", 3);
        Assert.Equal(2, unclaimed[("unknown", "token: invalid")]);
        Assert.Equal(1, unclaimed[("unknown", "api_key: invalid")]);
        Assert.Equal(403, (await host.Send(HttpMethod.Get, "/v1/admin/audit?unclaimed=true", host.Token("guarded"))).Status);
        foreach (var path in (string[])["/v1/admin/audit", "/v1/admin/audit?unclaimed=true"])
        {
            var text = (await host.Send(HttpMethod.Get, path, host.Token("operators", superuser: true))).Body!.ToJsonString();
            Assert.All((string[])[expired, tampered, guessed], c => Assert.DoesNotContain(c[^12..], text, StringComparison.Ordinal));
        }

        async Task<Dictionary<(string Actor, string Detail), long>> Counted(Func<string> credential, string query, long all)
        {
            while (true)
            {
                var rows = (await host.Send(HttpMethod.Get, "/v1/admin/audit?action=authentication_refused" + query, credential())).Body!["items"]!.AsArray();
                Assert.All(rows, r => Assert.Equal("127.0.0.1", (string?)r!["address"]));
                var counts = rows.GroupBy(r => ((string)r!["actor"]!, (string)r["detail"]!)).ToDictionary(g => g.Key, g => g.Sum(r => (long)r!["count"]!));
                if (counts.Values.Sum() >= all)
                    return counts;

                host.Time.Advance(TimeSpan.FromSeconds(20));
            }
        }
    }

    private string Now => UtcTimeConverter.Format(_host.Time.GetUtcNow());

    private async Task<JsonArray> Rows(string credential, string query)
    {
        var (status, body, _) = await Send("GET", "/v1/admin/audit" + query, credential);
        Assert.True(status == 200, body?.ToJsonString());
        return body!["items"]!.AsArray();
    }

    private Task<(int Status, JsonNode? Body, HttpResponseMessage Response)> Send(string method, string path, string? credential, string? body = null) =>
        _host.Send(new HttpMethod(method), path, credential, body);
}
