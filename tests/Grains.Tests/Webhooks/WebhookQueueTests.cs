using Fleet.Events;

namespace Fleet.Webhooks;

public sealed class WebhookQueueTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly HashSet<string> Nothing = [];

    private readonly WebhookOptions _options = new() { MaxPending = 3, MaxDead = 2, MaxDone = 2, JitterPercent = 0 };

    [Fact]
    public void Waits_are_the_configured_ones_and_at_most_an_hour()
    {
        var retry = new WebhookRetry { InitialDelaySeconds = 5, BackoffMultiplier = 4 };
        Assert.Equal([5, 20, 80, 320, 1_280, 3_600, 3_600], Enumerable.Range(1, 7).Select(n => WebhookQueue.Delay(retry, n, "msg_1", 0).TotalSeconds));
    }

    [Fact]
    public void Jitter_only_adds_within_its_share_and_is_the_same_after_a_restart()
    {
        var retry = new WebhookRetry { InitialDelaySeconds = 10, BackoffMultiplier = 1 };
        var waits = Enumerable.Range(0, 500).Select(i => WebhookQueue.Delay(retry, 1, $"msg_{i}", 10).TotalSeconds).ToList();
        Assert.All(waits, w => Assert.InRange(w, 10, 11));
        Assert.True(waits.Distinct().Count() > 100);
        Assert.Equal(waits[7], WebhookQueue.Delay(retry, 1, "msg_7", 10).TotalSeconds);
    }

    [Fact]
    public void Attempts_used_up_give_up_and_redelivery_begins_anew_under_the_same_id()
    {
        var state = State(maxAttempts: 2);
        Add(state, "a");
        Assert.Equal(DeliveryStatus.Pending, Settle(state, "a", 500)!.Status);
        var dead = Settle(state, "a", 500)!;
        Assert.Equal((DeliveryStatus.Dead, "attempts_used_up", 2), (dead.Status, dead.Reason, dead.Tries));
        Assert.Empty(state.Pending);

        Assert.Equal(Redelivery.Queued, WebhookQueue.Redeliver(state, "a", Now, _options));
        Assert.Equal(Redelivery.NotDead, WebhookQueue.Redeliver(state, "a", Now, _options));
        Assert.Equal(Redelivery.NotFound, WebhookQueue.Redeliver(state, "z", Now, _options));
        var again = Settle(state, "a", 200)!;
        Assert.Equal((DeliveryStatus.Delivered, 3, 1), (again.Status, again.Attempts[^1].Number, again.Tries));
        Assert.Null(again.Body);
    }

    [Fact]
    public void Full_queue_gives_the_newest_up_and_says_why()
    {
        var state = State();
        foreach (var id in new[] { "a", "b", "c", "d", "e", "f" })
            Add(state, id);

        Assert.Equal(["a", "b", "c"], state.Pending.Select(d => d.DeliveryId));
        Assert.Equal(["e", "f"], state.Dead.Select(d => d.DeliveryId)); // of three given up the oldest left
        Assert.All(state.Dead, d => Assert.Equal("queue_full", d.Reason));
        Assert.Equal(Redelivery.QueueFull, WebhookQueue.Redeliver(state, "e", Now, _options));
    }

    [Fact]
    public void Gone_disables_and_what_waits_stays()
    {
        var state = State();
        Add(state, "a");
        Add(state, "b");
        Assert.Equal("gone", Settle(state, "a", 410)!.Reason);
        Assert.Equal((false, "gone"), (state.Spec!.Enabled, state.DisabledReason));
        Assert.Empty(WebhookQueue.Due(state, Now.AddDays(1), Nothing));
        Assert.Null(WebhookQueue.NextDue(state, Nothing));

        state.Spec = state.Spec with { Enabled = true };
        Assert.Equal("b", Assert.Single(WebhookQueue.Due(state, Now, Nothing)).DeliveryId);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(404)]
    [InlineData(199)]
    [InlineData(500)]
    public void Anything_but_2xx_is_a_failure(int status)
    {
        var state = State();
        Add(state, "a");
        Assert.Equal(DeliveryStatus.Pending, Settle(state, "a", status)!.Status);
    }

    [Fact]
    public void Retry_after_holds_the_whole_webhook_up_to_its_bound()
    {
        var state = State();
        Add(state, "a");
        Add(state, "b");
        WebhookQueue.Settle(state, "a", Now, new OutboundAnswer { Status = 503, RetryAfter = TimeSpan.FromSeconds(90) }, Now, _options);
        Assert.Equal(Now.AddSeconds(90), WebhookQueue.NextDue(state, Nothing));
        Assert.Empty(WebhookQueue.Due(state, Now.AddSeconds(89), Nothing));
        Assert.Equal(2, WebhookQueue.Due(state, Now.AddSeconds(90), Nothing).Count());

        WebhookQueue.Settle(state, "b", Now, new OutboundAnswer { Status = 429, RetryAfter = TimeSpan.FromDays(400) }, Now, _options);
        Assert.Equal(Now.AddSeconds(_options.MaxRetryAfterSeconds), state.HeldUntil);
    }

    [Fact]
    public void Streamed_event_is_not_sent_unless_it_was_tried()
    {
        var state = State();
        Add(state, "a", n: 1);
        Add(state, "b", n: 2);
        Settle(state, "b", 500);
        Assert.True(WebhookQueue.Streamed(state, _ => true, Now, _options));
        Assert.Equal(("b", DeliveryStatus.Streamed), (Assert.Single(state.Pending).DeliveryId, Assert.Single(state.Done).Status));
        Assert.False(WebhookQueue.Streamed(state, _ => true, Now, _options));
    }

    [Fact]
    public void Deliveries_are_paged_newest_first_to_the_end()
    {
        var state = State();
        for (var i = 0; i < 3; i++)
            Add(state, $"m{i}", at: Now.AddSeconds(i));

        Settle(state, "m1", 200);
        var first = WebhookQueue.Page(state, null, null, 2);
        Assert.Equal(["m2", "m1"], first.Deliveries.Select(d => d.DeliveryId));
        var second = WebhookQueue.Page(state, null, first.Next, 2);
        Assert.Equal(("m0", null), (Assert.Single(second.Deliveries).DeliveryId, second.Next));
        Assert.Equal("m1", Assert.Single(WebhookQueue.Page(state, DeliveryStatus.Delivered, null, 2).Deliveries).DeliveryId);
    }

    [Fact]
    public void Rotated_secret_signs_beside_the_new_one_until_its_time()
    {
        var keys = new List<WebhookKey>();
        WebhookKeys.Rotate(keys, "one", Now, Now);
        WebhookKeys.Rotate(keys, "two", Now, Now.AddHours(24));
        Assert.Equal(["two", "one"], WebhookKeys.InForce(keys, Now.AddHours(23)));
        Assert.Equal(["two"], WebhookKeys.InForce(keys, Now.AddHours(24)));
        for (var i = 0; i < 10; i++)
            WebhookKeys.Rotate(keys, $"k{i}", Now, Now.AddHours(24));

        Assert.Equal(["k9", "k8", "k7"], WebhookKeys.InForce(keys, Now));
    }

    private static WebhookState State(int maxAttempts = 5) => new()
    {
        Spec = new WebhookSpec { Url = "https://example.com/", Retry = new WebhookRetry { MaxAttempts = maxAttempts, InitialDelaySeconds = 1, BackoffMultiplier = 2 } },
    };

    private void Add(WebhookState state, string id, long n = 0, DateTimeOffset? at = null) => WebhookQueue.Add(
        state,
        new WebhookDelivery { DeliveryId = id, Type = "t", CreatedAt = at ?? Now, NextAt = Now, Body = "{}", Place = n > 0 ? new ShardPosition(0, "e", n) : null },
        Now,
        _options);

    private WebhookDelivery? Settle(WebhookState state, string id, int status) =>
        WebhookQueue.Settle(state, id, Now, new OutboundAnswer { Status = status }, Now, _options);
}
