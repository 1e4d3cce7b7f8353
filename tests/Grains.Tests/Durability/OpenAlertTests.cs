using Fleet.Alerts;
using Fleet.Events;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Durability;

public class OpenAlertTests
{
    [Fact]
    public async Task An_open_alert_older_than_the_ring_is_shown_to_new_subscribers_after_a_restart()
    {
        var power = new PowerSwitch();
        var stores = new SwitchedStores(new Storage.MemoryPositionLog(1_000), new Storage.MemoryEventLog(10_000), new FixtureDirectory(), new Storage.MemoryStateStorage(), power);
        await using var silo = new MortalSilo(stores, power, "acme") { Configure = static services => services.Configure<ShardOptions>(static o => o.RingSize = 16) };
        await silo.Start();
        var number = EventStreams.ShardOf("v1", new ShardOptions().Shards);
        await Shard(silo, number).Publish([Alert("alert_open", AlertStep.Raised), Alert("alert_done", AlertStep.Raised), Alert("alert_done", AlertStep.Resolved)]);
        await Shard(silo, number).Publish([.. Enumerable.Range(0, 40).Select(i => Happened.Safety("speeding", i))]);
        await silo.Kill();
        await silo.Restart();

        var snapshot = await Shard(silo, number).Snapshot(new SnapshotRequest { Alerts = true, Safety = true });
        Assert.Equal("alert_open", Assert.Single(snapshot.Alerts).AlertId);
        Assert.Equal(43, snapshot.Head.N);
        Assert.Equal(16, snapshot.Safety.Length);
    }

    private static IEventShardGrain Shard(MortalSilo silo, int number) => silo.Grains.GetGrain<IEventShardGrain>(GrainKey.ForShard("acme", number));

    private static AlertChanged Alert(string id, AlertStep step) => new()
    {
        EventId = $"{id}:{step}",
        OrganizationId = "acme",
        Timestamp = Happened.Noon,
        VehicleId = "v1",
        AlertId = id,
        RuleId = "r1",
        RuleVersion = 1,
        RuleName = "Rule",
        Step = step,
        Status = step == AlertStep.Resolved ? AlertStatus.Resolved : AlertStatus.Active,
        Priority = AlertPriority.Low,
        Title = "t",
        Message = "m",
        Source = new() { EventId = "e", Kind = "safety_event", At = Happened.Noon },
        RaisedAt = Happened.Noon,
    };
}
