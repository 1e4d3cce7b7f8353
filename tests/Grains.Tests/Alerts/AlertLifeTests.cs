using Fleet.Notifications;

namespace Fleet.Alerts;

public sealed class AlertLifeTests
{
    private static readonly DateTimeOffset Noon = Happened.Noon;

    private static readonly NotificationSettings Settings = new()
    {
        Email = new() { Default = ["ops@example.org"], Urgent = ["boss@example.org", "OPS@example.org"] },
        Sms = new() { Default = ["+4912345"] },
        SlackUrl = "https://hooks.slack.example/x",
    };

    private readonly AlertState _state = new();
    private readonly AlertLife _life = new("acme", new AlertOptions { MaxSuppressedMarks = 2, MaxAttempts = 3, RetrySeconds = 10, MaxRetrySeconds = 100 });

    [Fact]
    public void Raising_tells_and_addresses_everybody_once()
    {
        Raise(Draft() with { Channels = [AlertChannel.Email, AlertChannel.Slack, AlertChannel.Webhook] });
        Raise(Draft());

        Assert.Equal(AlertStep.Raised, Assert.Single(_state.Untold).Step);
        Assert.Equal(
            [(AlertChannel.Email, "ops@example.org", AlertDeliveryStatus.Pending), (AlertChannel.Slack, null, AlertDeliveryStatus.Pending), (AlertChannel.Webhook, null, AlertDeliveryStatus.Failed)],
            _state.Deliveries.Select(d => (d.Channel, d.Recipient, d.Status)));
        Assert.Equal(AlertLife.NobodyToTell, _state.Deliveries[2].Error);
        Assert.Equal("alert_1:0:email:0", _state.Deliveries[0].Key);
    }

    [Fact]
    public void Urgent_ones_go_to_more_people_and_to_each_once()
    {
        Raise(Draft() with { Channels = [AlertChannel.Email], Priority = AlertPriority.Urgent });
        Assert.Equal(["ops@example.org", "boss@example.org"], _state.Deliveries.Select(d => d.Recipient));
    }

    [Fact]
    public void It_escalates_when_due_step_by_step_and_stamped_with_when_it_was_due()
    {
        Raise(Draft() with
        {
            Escalations = [new() { AfterSeconds = 60, Channels = [AlertChannel.Sms] }, new() { AfterSeconds = 120, Channels = [AlertChannel.Email], Priority = AlertPriority.Urgent }],
        });
        Assert.Equal(Noon.AddSeconds(60), AlertLife.NextDeadline(_state));
        Assert.False(_life.Expire(_state, Settings, Noon.AddSeconds(59.9)));

        Assert.True(_life.Expire(_state, Settings, Noon.AddSeconds(500))); // noticed late
        Assert.Equal([Noon, Noon.AddSeconds(60), Noon.AddSeconds(120)], _state.Untold.Select(e => e.Timestamp));
        Assert.Equal([(AlertStep.Raised, 0), (AlertStep.Escalated, 1), (AlertStep.Escalated, 2)], _state.Untold.Select(e => (e.Step, e.Escalations)));
        Assert.Equal((AlertPriority.Urgent, "[URGENT] Rule"), (_state.Untold[2].Priority, _state.Untold[2].Title));
        Assert.Equal(["+4912345", "ops@example.org", "boss@example.org"], _state.Deliveries.Select(d => d.Recipient));
        Assert.Null(AlertLife.NextDeadline(_state));
        Assert.False(_life.Expire(_state, Settings, Noon.AddDays(1)));
        Assert.Equal(3, _state.Untold.Select(e => e.EventId).Distinct().Count());
    }

    [Fact]
    public void Whoever_acknowledges_stops_the_clock_and_twice_is_once()
    {
        Raise(Draft() with { Escalations = [new() { AfterSeconds = 60 }] });
        Assert.True(_life.Acknowledge(_state, "ada", "on it", Noon.AddSeconds(10)));
        Assert.False(_life.Acknowledge(_state, "bob", null, Noon.AddSeconds(11)));

        Assert.Null(AlertLife.NextDeadline(_state));
        Assert.Equal(("ada", "on it", AlertStatus.Acknowledged), (_state.Untold[^1].By, _state.Untold[^1].Note, _state.Status));
        Assert.True(_life.Resolve(_state, "bob", null, Noon.AddSeconds(12)));
        Assert.False(_life.Resolve(_state, "ada", null, Noon.AddSeconds(13)));
        Assert.False(_life.Acknowledge(_state, "ada", null, Noon.AddSeconds(14)));
        Assert.Equal([AlertStep.Raised, AlertStep.Acknowledged, AlertStep.Resolved], _state.History.Select(m => m.Step));
    }

    [Fact]
    public void It_is_over_by_itself_once_nothing_further_comes()
    {
        Raise(Draft() with { ResolveAfterSeconds = 100 });
        _life.Apply(_state, new() { Number = 2, AlertId = "alert_1", Kind = AlertCommandKind.Suppress, Source = Source("e2") }, Settings, Noon.AddSeconds(90));
        Assert.Equal(Noon.AddSeconds(190), AlertLife.NextDeadline(_state));

        Assert.True(_life.Expire(_state, Settings, Noon.AddSeconds(190)));
        Assert.Equal((AlertStatus.Resolved, Noon.AddSeconds(190), null), (_state.Status, _state.Untold[^1].Timestamp, _state.Untold[^1].By));
        Assert.False(AlertLife.IsPending(new AlertState()));
    }

    [Fact]
    public void Suppressed_ones_are_all_counted_and_a_few_remembered()
    {
        Raise(Draft());
        for (var i = 2; i <= 6; i++)
        {
            var command = new AlertCommand { Number = i, AlertId = "alert_1", Kind = AlertCommandKind.Suppress, Source = Source($"e{i}") };
            _life.Apply(_state, command, Settings, Noon);
            _life.Apply(_state, command, Settings, Noon); // comes again
        }

        Assert.Equal(5, _state.Suppressed);
        Assert.Equal(["e5", "e6"], _state.History.Where(m => m.Step == AlertStep.Suppressed).Select(m => m.EventId));
        Assert.Equal(6, _state.Untold.Select(e => e.EventId).Distinct().Count());
        Assert.Equal("e6", _state.Untold[^1].Source.EventId);
    }

    [Fact]
    public void A_delivery_is_tried_with_growing_pauses_and_then_given_up()
    {
        Raise(Draft() with { Channels = [AlertChannel.Slack] });
        var key = _state.Deliveries[0].Key;
        _life.Settle(_state, new() { Key = key, Error = "500" }, Noon);
        Assert.Equal((AlertDeliveryStatus.Pending, 1, Noon.AddSeconds(10)), (_state.Deliveries[0].Status, _state.Deliveries[0].Attempts, _state.Deliveries[0].NextAttemptAt));
        _life.Settle(_state, new() { Key = key, Error = "429", RetryAfter = TimeSpan.FromHours(9) }, Noon);
        Assert.Equal(Noon.AddSeconds(100), _state.Deliveries[0].NextAttemptAt); // asked for more than anybody gets
        _life.Settle(_state, new() { Key = key, Error = "500" }, Noon);
        Assert.Equal((AlertDeliveryStatus.Failed, 3, null), (_state.Deliveries[0].Status, _state.Deliveries[0].Attempts, _state.Deliveries[0].NextAttemptAt));
        _life.Settle(_state, new() { Key = key }, Noon);
        Assert.Equal(AlertDeliveryStatus.Failed, _state.Deliveries[0].Status);
    }

    [Fact]
    public void What_cannot_be_helped_by_trying_again_is_not_tried_again()
    {
        Raise(Draft() with { Channels = [AlertChannel.Slack, AlertChannel.Sms] });
        _life.Settle(_state, new() { Key = _state.Deliveries[0].Key, Error = "404", IsFinal = true }, Noon);
        _life.Settle(_state, new() { Key = _state.Deliveries[1].Key }, Noon);
        Assert.Equal([AlertDeliveryStatus.Failed, AlertDeliveryStatus.Delivered], _state.Deliveries.Select(d => d.Status));
    }

    private static AlertSource Source(string id) => new() { EventId = id, Kind = "safety_event", Type = "speeding", At = Noon };

    private static AlertDraft Draft() => new()
    {
        AlertId = "alert_1",
        RuleId = "r1",
        RuleVersion = 1,
        RuleName = "Rule",
        Priority = AlertPriority.High,
        Title = "[HIGH] Rule",
        Message = "speeding",
        Source = Source("e1"),
        VehicleId = "v1",
    };

    private void Raise(AlertDraft draft) =>
        _life.Apply(_state, new() { Number = 1, AlertId = "alert_1", Kind = AlertCommandKind.Raise, Draft = draft }, Settings, Noon);
}
