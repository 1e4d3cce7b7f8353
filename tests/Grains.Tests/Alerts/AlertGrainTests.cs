using Fleet.Directory;
using Fleet.Events;
using Fleet.Notifications;
using Fleet.Safety;
using Fleet.Vehicles;

namespace Fleet.Alerts;

[Collection(ClusterCollection.Name)]
public sealed class AlertGrainTests(ClusterFixture cluster)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60); // reached only if something never comes

    private readonly string _organization = cluster.NewOrganization();
    private long _n;

    private IAlertRulesGrain Rules => cluster.Grains.GetGrain<IAlertRulesGrain>(GrainKey.ForOrganization(_organization));

    private INotificationSettingsGrain Settings => cluster.Grains.GetGrain<INotificationSettingsGrain>(GrainKey.ForOrganization(_organization));

    [Fact]
    public async Task An_event_becomes_an_alert_that_is_told_delivered_listed_and_resolved()
    {
        await Settings.Put(new() { Sms = new() { Default = ["+491"] }, Email = new() { Default = ["a@example.org", "b@example.org"] } });
        var happened = Crash(0);
        await React(happened);
        var alert = Alert(happened);
        var settled = await Settled(alert);

        Assert.Equal((AlertStatus.Active, AlertPriority.Urgent, "critical_safety_event"), (settled.Status, settled.Priority, settled.Alert.RuleId));
        Assert.Equal(
            [("+491", AlertDeliveryStatus.Delivered), ("a@example.org", AlertDeliveryStatus.Delivered), ("b@example.org", AlertDeliveryStatus.Delivered), (null, AlertDeliveryStatus.Failed), (null, AlertDeliveryStatus.Failed)],
            settled.Deliveries.Select(d => (d.Recipient, d.Status)));
        Assert.Equal(["a@example.org", "b@example.org"], Channel(AlertChannel.Email).Of(_organization).Select(m => m.Recipient).Order());
        var told = Assert.IsType<AlertChanged>(Assert.Single(await cluster.Events(_organization)));
        Assert.Equal((AlertStep.Raised, "v1", happened.EventId, happened.Timestamp), (told.Step, told.VehicleId, told.Source.EventId, told.Timestamp));
        var entry = cluster.Directory.Find(_organization, EntityKind.Alert, settled.Alert.AlertId)!;
        Assert.Equal(("active", false, "v1"), (entry.Status, entry.Pending, entry.VehicleId));

        await alert.Acknowledge("ada", "on it");
        await alert.Resolve("ada", null);
        Assert.Equal(
            [AlertStep.Raised, AlertStep.Acknowledged, AlertStep.Resolved],
            (await cluster.Events(_organization)).OfType<AlertChanged>().Select(e => e.Step));
        Assert.Equal("resolved", cluster.Directory.Find(_organization, EntityKind.Alert, settled.Alert.AlertId)!.Status);
        var snapshot = await cluster.Grains.GetGrain<IEventShardGrain>(GrainKey.ForShard(_organization, EventStreams.ShardOf("v1", new ShardOptions().Shards))).Snapshot(new() { Alerts = true });
        Assert.Empty(snapshot.Alerts);
    }

    [Fact]
    public async Task What_comes_again_is_counted_and_nobody_is_told_twice()
    {
        await Settings.Put(new() { Sms = new() { Default = ["+491"] } });
        await React(Crash(0), Crash(10), Crash(20));
        await React(Crash(20)); // told anew, under another number
        await Settled(Alert(Crash(0)));

        Assert.Equal(2 + 1, (await Alert(Crash(0)).Get())!.Suppressed);
        Assert.Single(Channel(AlertChannel.Sms).Of(_organization));
        await cluster.DeactivateAll();
        Assert.Equal(3, (await Alert(Crash(0)).Get())!.Suppressed);
        Assert.Single(Channel(AlertChannel.Sms).Of(_organization));
        Assert.Equal(1, (await Rules.Find("critical_safety_event"))!.Triggered);
    }

    [Fact]
    public async Task A_batch_that_comes_again_changes_nothing()
    {
        var batch = Batch(Crash(0), Crash(10), Crash(1_000));
        await Rules.React(batch);
        var before = await cluster.Events(_organization);
        await Rules.React(batch);
        await cluster.DeactivateAll();
        await Rules.React(batch);

        Assert.Equal(before.Select(e => e.EventId), (await cluster.Events(_organization)).Select(e => e.EventId));
        Assert.Equal(1, (await Alert(Crash(0)).Get())!.Suppressed);
    }

    [Fact]
    public async Task Nobody_acknowledges_and_it_escalates_on_time_and_once()
    {
        await Settings.Put(new() { Sms = new() { Default = ["+491"] }, SlackUrl = "https://slack.example/x" });
        await Rules.Put(Rule() with { Channels = [AlertChannel.Sms], Escalations = [new() { AfterSeconds = 900, Channels = [AlertChannel.Slack], Priority = AlertPriority.Urgent }] }, false);
        var raisedAt = cluster.Clock.GetUtcNow();
        var happened = Happened.Safety("speeding", organization: _organization);
        await React(happened);
        var alert = cluster.Grains.GetGrain<IAlertGrain>(GrainKey.For(_organization, AlertIds.Of("r1", happened.EventId)));
        Assert.Equal(raisedAt.AddSeconds(900), (await Settled(alert)).EscalatesAt);

        await cluster.DeactivateAll();
        await alert.Get(); // as the sweep does after a restart
        cluster.Clock.Advance(TimeSpan.FromSeconds(899));
        Assert.Equal(0, (await alert.Get())!.Escalations);
        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        var escalated = await Settled(alert);
        Assert.Equal((1, AlertPriority.Urgent), (escalated.Escalations, escalated.Priority));
        cluster.Clock.Advance(TimeSpan.FromHours(2));
        await alert.Get();

        Assert.Equal(raisedAt.AddSeconds(900), Assert.Single((await cluster.Events(_organization)).OfType<AlertChanged>(), e => e.Step == AlertStep.Escalated).Timestamp);
        Assert.Equal(1, Assert.Single(Channel(AlertChannel.Slack).Of(_organization)).Escalation);
    }

    [Fact]
    public async Task A_channel_that_hangs_or_fails_holds_up_no_other_and_is_tried_again_under_the_same_key()
    {
        await Settings.Put(new() { Sms = new() { Default = ["+491"] }, Email = new() { Default = ["a@example.org"] }, Push = new() { Default = ["device"] } });
        Channel(AlertChannel.Sms).Answers[_organization] = static _ => new TaskCompletionSource<DeliveryResult>().Task; // never
        var failures = 0;
        Channel(AlertChannel.Push).Answers[_organization] = m => failures++ == 0 ? throw new InvalidOperationException("broken") : Task.FromResult(new DeliveryResult { Key = m.Key });
        await React(Crash(0));
        var alert = Alert(Crash(0));
        await Until(alert, a => Of(a, AlertChannel.Email).Status == AlertDeliveryStatus.Delivered && Of(a, AlertChannel.Push).Attempts == 1);
        await alert.Acknowledge("ada", null); // and the alert itself answers

        cluster.Clock.Advance(TimeSpan.FromSeconds(new AlertOptions().RetrySeconds));
        await Until(alert, a => Of(a, AlertChannel.Push).Status == AlertDeliveryStatus.Delivered);
        cluster.Clock.Advance(TimeSpan.FromSeconds(new AlertOptions().AttemptSeconds));
        var hung = Of(await Until(alert, a => Of(a, AlertChannel.Sms).Attempts == 1), AlertChannel.Sms);
        Assert.Equal((AlertDeliveryStatus.Pending, "no answer in time"), (hung.Status, hung.Error));
        Assert.Single(Channel(AlertChannel.Push).Of(_organization).Select(m => m.Key).Distinct());
        Assert.Equal(2, Channel(AlertChannel.Push).Of(_organization).Count);

        Channel(AlertChannel.Sms).Answers.TryRemove(_organization, out _);
        cluster.Clock.Advance(TimeSpan.FromSeconds(new AlertOptions().RetrySeconds));
        await Until(alert, a => Of(a, AlertChannel.Sms).Status == AlertDeliveryStatus.Delivered);
    }

    [Fact]
    public async Task Tags_are_the_vehicles_own()
    {
        await Rules.Put(Rule() with { VehicleTags = ["north"] }, false);
        await cluster.Grains.GetGrain<IVehicleGrain>(GrainKey.For(_organization, "v1")).Configure(new VehicleDetails { Tags = ["north"] });
        await React(Happened.Safety("speeding", organization: _organization), Happened.Safety("speeding", vehicle: "v2", organization: _organization));

        Assert.Equal(1, (await Rules.Find("r1"))!.Triggered);
    }

    [Fact]
    public async Task Rules_have_versions_and_outlive_their_activation_and_S1s_may_be_deleted()
    {
        Assert.Equal(4, (await Rules.List()).Length);
        Assert.Equal(1, (await Rules.Put(Rule(), true))!.Version);
        Assert.Null(await Rules.Put(Rule(), true));
        Assert.Equal(2, (await Rules.Put(Rule() with { Name = "Another" }, false))!.Version);
        Assert.True(await Rules.Delete("vehicle_breakdown"));
        Assert.False(await Rules.Delete("vehicle_breakdown"));

        await cluster.DeactivateAll();
        Assert.Equal(["critical_safety_event", "geofence_violation", "multiple_safety_events", "r1"], (await Rules.List()).Select(r => r.Rule.RuleId));
        Assert.Equal("Another", (await Rules.Find("r1"))!.Rule.Name);
    }

    [Fact]
    public async Task What_is_not_there_stays_so()
    {
        var alert = cluster.Grains.GetGrain<IAlertGrain>(GrainKey.For(_organization, "alert_none"));
        Assert.Null(await alert.Get());
        Assert.Null(await alert.Acknowledge("ada", null));
        await alert.Apply([new() { Number = 1, AlertId = "alert_none", Kind = AlertCommandKind.Resolve }]);
        Assert.Null(await alert.Get());
        Assert.Empty(await cluster.Events(_organization));
    }

    private static AlertDelivery Of(AlertSnapshot alert, AlertChannel channel) => alert.Deliveries.Single(d => d.Channel == channel);

    private static AlertRule Rule() => new()
    {
        RuleId = "r1",
        Name = "Rule",
        Events = [AlertEventKind.SafetyEvent],
        Priority = AlertPriority.Low,
        Suppression = new() { WindowSeconds = 300 },
    };

    private static Task<AlertSnapshot> Settled(IAlertGrain alert) => Until(alert, a => a.Deliveries.All(d => d.Status != AlertDeliveryStatus.Pending));

    /// <summary>Each look is a call, behind which what is under way gets its turn.</summary>
    private static async Task<AlertSnapshot> Until(IAlertGrain alert, Func<AlertSnapshot, bool> reached)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            if (await alert.Get() is { } now && reached(now))
                return now;

            await Task.Yield();
        }
    }

    private RecordingChannel Channel(AlertChannel channel) => cluster.Channels.Single(c => c.Channel == channel);

    private SafetyDetected Crash(double at) => Happened.Safety("crash_detection", at, Severity.Critical, organization: _organization);

    private IAlertGrain Alert(SafetyDetected happened) =>
        cluster.Grains.GetGrain<IAlertGrain>(GrainKey.For(_organization, AlertIds.Of("critical_safety_event", happened.EventId)));

    private Task React(params FleetEvent[] events) => Rules.React(Batch(events));

    private ReactionBatch Batch(params FleetEvent[] events) =>
        new() { Shard = 0, Epoch = "e", Events = [.. events.Select(e => new NumberedEvent(++_n, e))] };
}
