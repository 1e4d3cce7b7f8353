using System.Text.Json.Nodes;
using Fleet.Durability;
using Fleet.Events;
using Fleet.Testing;
using Fleet.Vehicles;

namespace Fleet.Webhooks;

/// <summary>A real HTTP receiver, a clock that stands, and a silo that can be killed.</summary>
public sealed class WebhookGrainTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60); // reached only if something never comes

    private readonly MortalSilo _silo = MortalSilo.InMemory(out _, out _);
    private int _events;

    private IRecorderGrain Recorder => _silo.Grains.GetGrain<IRecorderGrain>(GrainKey.ForOrganization("acme"));

    public Task InitializeAsync() => _silo.Start();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Receiver_that_fails_twice_gets_three_attempts_at_the_configured_times_with_one_id()
    {
        await using var sink = new WebhookSink(r => r.Number < 3 ? "500 No" : "200 OK", _silo.Clock);
        var secret = await Define("w1", sink.Url, "vehicle_status");
        var began = _silo.Clock.GetUtcNow();
        await Happen();
        await Told(1);

        _silo.Clock.Advance(TimeSpan.FromMilliseconds(Delay(sink, 1).TotalMilliseconds - 1));
        Assert.Equal(1, await Attempts("w1"));
        _silo.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Told(2);
        _silo.Clock.Advance(Delay(sink, 2));
        await Told(3);

        Assert.Equal(
            [began, began + Delay(sink, 1), began + Delay(sink, 1) + Delay(sink, 2)],
            sink.Received.Select(r => r.At));
        Assert.Single(sink.Received.Select(r => r.Headers["webhook-id"]).Distinct());
        Assert.Single(sink.Received.Select(r => r.Body).Distinct());
        Assert.All(sink.Received, r => AssertSigned(r, secret));
        var delivery = Assert.Single((await Webhook("w1").Deliveries(null, null, 10)).Deliveries);
        Assert.Equal((DeliveryStatus.Delivered, 3), (delivery.Status, delivery.Attempts.Length));
        Assert.Equal([500, 500, 200], delivery.Attempts.Select(a => a.HttpStatus!.Value));

        var told = (await _silo.Events()).OfType<WebhookAttempted>().ToList();
        Assert.Equal([1, 2, 3], told.Select(t => t.Attempt.Number));
        Assert.Equal([DeliveryStatus.Pending, DeliveryStatus.Pending, DeliveryStatus.Delivered], told.Select(t => t.Status));
        Assert.Equal("vehicle_offline", (string?)JsonNode.Parse(sink.Received[0].Body)!["type"]);
    }

    [Fact]
    public async Task Receiver_that_hangs_delays_nobody()
    {
        var never = new TaskCompletionSource<string>();
        await using var hung = new WebhookSink(_ => never.Task, _silo.Clock);
        await using var sink = new WebhookSink(_ => "204 OK", _silo.Clock);
        await Define("hung", hung.Url, "vehicle_status");
        await Define("quick", sink.Url, "vehicle_status");
        for (var i = 0; i < 20; i++)
            await Happen();

        await sink.Reached(20).WaitAsync(Limit);
        await hung.Reached(new WebhookOptions().InFlight).WaitAsync(Limit);
        Assert.Equal(20, (await Webhook("hung").Get())!.Pending);

        _silo.Clock.Advance(TimeSpan.FromSeconds(new OutboundOptions().TimeoutSeconds));
        await hung.Reached(2 * new WebhookOptions().InFlight).WaitAsync(Limit); // the next ones, each its own time
        never.SetResult("200 OK");
    }

    [Fact]
    public async Task Killed_while_a_retry_waits_it_happens_once_and_on_time()
    {
        await using var sink = new WebhookSink(r => r.Number == 1 ? "500 No" : "200 OK", _silo.Clock);
        await Define("w1", sink.Url, "vehicle_status");
        await Happen();
        await Told(1);
        var due = _silo.Clock.GetUtcNow() + Delay(sink, 1);
        await _silo.Kill();
        await _silo.Restart();
        await _silo.WakeClocks();
        Assert.Single(sink.Received);
        _silo.Clock.Advance(due - _silo.Clock.GetUtcNow() - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, await Attempts("w1"));
        _silo.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Told(2);

        Assert.Equal(due, sink.Received[1].At);
        Assert.Equal(sink.Received[0].Headers["webhook-id"], sink.Received[1].Headers["webhook-id"]);
        await _silo.Kill();
        await _silo.Restart();
        await _silo.WakeClocks();
        _silo.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(DeliveryStatus.Delivered, Assert.Single((await Webhook("w1").Deliveries(null, null, 10)).Deliveries).Status);
        Assert.Equal(2, sink.Received.Count);
    }

    [Fact]
    public async Task What_came_due_while_the_process_was_away_is_sent_at_once()
    {
        await using var sink = new WebhookSink(r => r.Number == 1 ? "500 No" : "200 OK", _silo.Clock);
        await Define("w1", sink.Url, "vehicle_status");
        await Happen();
        await Told(1);
        await _silo.Kill();
        _silo.Clock.Advance(TimeSpan.FromHours(3));
        await _silo.Restart();
        await _silo.WakeClocks();
        await Told(2);
        Assert.Equal(2, sink.Received.Count);
    }

    [Fact]
    public async Task Gone_disables_and_redirects_are_failures()
    {
        await using var elsewhere = new WebhookSink(_ => "200 OK", _silo.Clock);
        await using var sink = new WebhookSink(r => r.Number == 1 ? $"302 Found\r\nLocation: {elsewhere.Url}" : "410 Gone", _silo.Clock);
        await Define("w1", sink.Url, "vehicle_offline");
        await Happen();
        await Told(1);
        _silo.Clock.Advance(Delay(sink, 1));
        await Told(2);
        var webhook = (await Webhook("w1").Get())!;
        Assert.Equal((false, "gone", 0, 1), (webhook.Spec.Enabled, webhook.DisabledReason, webhook.Pending, webhook.Dead));
        Assert.Empty(elsewhere.Received);
        Assert.Null(await Webhook("w1").Send(new WebhookMessage { Key = "k", Type = "t", Body = "{}" }));
    }

    [Fact]
    public async Task Backup_sends_only_what_no_session_was_sent()
    {
        await using var sink = new WebhookSink(_ => "200 OK", _silo.Clock);
        await Define("w1", sink.Url, "vehicle_status", backup: true);
        var roster = _silo.Grains.GetGrain<IWebhookRosterGrain>(GrainKey.ForOrganization("acme"));
        await Happen();
        await Happen();
        await Recorder.Reached(2).WaitAsync(Limit);
        await Queued("w1", 2);
        var first = (await Webhook("w1").Deliveries(null, null, 10)).Deliveries.Min(d => d.Place!.Value.N);
        var epoch = (await Webhook("w1").Deliveries(null, null, 1)).Deliveries[0].Place!.Value.Epoch;
        Assert.True(await roster.Streamed([new StreamedEvents { Shard = 3, Epoch = epoch, Numbers = [first, first + 2] }]));
        await Happen(); // told of before it came
        await Queued("w1", 3);
        Assert.Empty(sink.Received);

        _silo.Clock.Advance(TimeSpan.FromSeconds(new WebhookOptions().BackupHoldSeconds));
        await sink.Reached(1).WaitAsync(Limit);
        await Recorder.Reached(4).WaitAsync(Limit);
        var all = (await Webhook("w1").Deliveries(null, null, 10)).Deliveries;
        Assert.Equal(
            [DeliveryStatus.Streamed, DeliveryStatus.Delivered, DeliveryStatus.Streamed],
            all.OrderBy(d => d.Place!.Value.N).Select(d => d.Status));
    }

    [Fact]
    public async Task Bearer_is_sent_and_never_shown_and_rotation_signs_with_both()
    {
        await using var sink = new WebhookSink(_ => "200 OK", _silo.Clock);
        var first = await Define("w1", sink.Url, "alerts", bearer: "your_webhook_secret");
        var second = (await Webhook("w1").Rotate())!.Secret!;
        Assert.NotEqual(first, second);
        Assert.Equal("", (await Webhook("w1").Get())!.Spec.BearerToken);
        Assert.Null((await Webhook("w1").Get())!.Secret);
        await Webhook("w1").Define((await Webhook("w1").Get())!.Spec with { Name = "renamed" });

        var id = await Webhook("w1").Send(new WebhookMessage { Key = "k", Type = "webhook.test", Body = """{"type":"webhook.test"}""" });
        Assert.Equal(id, await Webhook("w1").Send(new WebhookMessage { Key = "k", Type = "webhook.test", Body = "{}" }));
        await Told(1, happened: 0);
        var request = Assert.Single(sink.Received);
        Assert.Equal("Bearer your_webhook_secret", request.Headers["Authorization"]);
        AssertSigned(request, second, first);
    }

    private static void AssertSigned(SinkRequest request, params string[] secrets)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(request.Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture));
        var expected = WebhookSignature.Headers(request.Headers["webhook-id"], at, System.Text.Encoding.UTF8.GetBytes(request.Body), secrets);
        Assert.Equal(expected[2].Value, request.Headers["webhook-signature"]);
    }

    private static TimeSpan Delay(WebhookSink sink, int tries) => WebhookQueue.Delay(
        new WebhookRetry { InitialDelaySeconds = 1, BackoffMultiplier = 2 }, tries, sink.Received[0].Headers["webhook-id"], new WebhookOptions().JitterPercent);

    private IWebhookGrain Webhook(string id) => _silo.Grains.GetGrain<IWebhookGrain>(GrainKey.For("acme", id));

    private async Task<int> Attempts(string id) =>
        (await Webhook(id).Deliveries(null, null, 10)).Deliveries.Sum(d => d.Attempts.Length);

    private async Task<string> Define(string id, string url, string events, bool backup = false, string? bearer = null)
    {
        Assert.True(await _silo.Grains.GetGrain<IWebhookRosterGrain>(GrainKey.ForOrganization("acme")).Put(id, [events], backup));
        var webhook = await Webhook(id).Define(new WebhookSpec
        {
            Url = url,
            Events = [events],
            BackupForStreaming = backup,
            BearerToken = bearer,
            Retry = new WebhookRetry { MaxAttempts = 3, InitialDelaySeconds = 1, BackoffMultiplier = 2 },
        });
        return webhook.Secret!;
    }

    private Task Happen() => _silo.Grains.GetGrain<IEventShardGrain>(GrainKey.ForShard("acme", 3)).Publish([new VehicleStatusChanged
    {
        EventId = $"e{++_events}",
        OrganizationId = "acme",
        Timestamp = _silo.Clock.GetUtcNow(),
        VehicleId = "v",
        Status = VehicleStatus.Offline,
    }]);

    /// <summary>An attempt is told once it is stored and the next one's timer stands.</summary>
    private Task Told(int attempts, int happened = 1) => Recorder.Reached(happened + attempts).WaitAsync(Limit);

    private async Task Queued(string id, int count)
    {
        while ((await Webhook(id).Deliveries(null, null, 10)).Deliveries.Length < count)
            await Task.Yield();
    }
}
