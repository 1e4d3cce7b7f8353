using System.Collections.Immutable;
using System.Text.Json;
using Fleet.Alerts;
using Fleet.Events;
using Fleet.Storage;
using Orleans.Runtime;
using Orleans.Storage;

namespace Fleet.Durability;

public class AlertRecallTests
{
    private const int Vehicles = 600;
    private const int BatchSize = 200;

    /// <summary>Of each vehicle one event that is counted, one that makes it enough, and one that is suppressed.</summary>
    private const int Passes = 3;

    [Fact]
    public async Task What_rules_remember_survives_a_kill_in_any_of_its_writes()
    {
        var undisturbed = await Run(0, false);
        Assert.Equal((Vehicles, 100, 100), undisturbed.Outcome);
        Assert.True(undisturbed.Operations > (Passes * Vehicles / BatchSize) + 2, "The recall was never written.");

        for (var after = 1; after <= undisturbed.Operations; after++)
        {
            Assert.Equal(undisturbed.Outcome, (await Run(after, lands: true)).Outcome);
            Assert.Equal(undisturbed.Outcome, (await Run(after, lands: false)).Outcome);
        }
    }

    [Fact]
    public async Task What_is_written_grows_with_what_happens_and_not_with_what_is_remembered()
    {
        var states = new Counted(new MemoryStateStorage());
        var power = new PowerSwitch();
        await using var silo = new MortalSilo(new SwitchedStores(new MemoryPositionLog(100), new MemoryEventLog(100), new FixtureDirectory(), states, power), power, "acme");
        await silo.Start();
        await OneRule(silo, Rule with { Count = Rule.Count! with { AtLeast = 3 } }); // counts, and finds nothing
        var n = 0L;
        for (var vehicle = 0; vehicle < 5_000; vehicle += BatchSize)
            await Rules(silo).React(Batch(vehicle, second: 0, ref n));

        var before = states.Written;
        for (var vehicle = 0; vehicle < 200; vehicle++)
            await Rules(silo).React(new ReactionBatch { Shard = 0, Epoch = "e", Events = [new(++n, Event(vehicle, second: 1))] });

        var each = (states.Written - before) / 200;
        Assert.True(states.Largest > 20 * each, $"A batch of one event wrote {each} bytes, all that is remembered has {states.Largest}.");
    }

    private static async Task<((long Triggered, int Findings, int Suppressed) Outcome, int Operations)> Run(int cutAfter, bool lands)
    {
        await using var silo = MortalSilo.InMemory(out _, out var power);
        await silo.Start();
        await OneRule(silo, Rule);
        var before = power.Operations;
        power.CutAfter(cutAfter, lands);
        var n = 0L;
        for (var pass = 0; pass < Passes; pass++)
        {
            for (var vehicle = 0; vehicle < Vehicles; vehicle += BatchSize)
                await Deliver(silo, power, Batch(vehicle, pass, ref n));
        }

        await silo.Kill();
        await silo.Restart();
        await Deliver(silo, power, Batch(Vehicles - BatchSize, Passes, ref n)); // suppressed too, by what was read again
        var report = (await Rules(silo).Find(Rule.RuleId))!;
        return ((report.Triggered, report.Findings.Length, report.Findings.Count(f => f.Suppressed == 2)), power.Operations - before);
    }

    /// <summary>As a shard does: until it is taken.</summary>
    private static async Task Deliver(MortalSilo silo, PowerSwitch power, ReactionBatch batch)
    {
        while (true)
        {
            try
            {
                await Rules(silo).React(batch);
                return;
            }
            catch (Exception) when (power.Off)
            {
                await silo.Kill();
                await silo.Restart();
            }
        }
    }

    private static async Task OneRule(MortalSilo silo, AlertRule rule)
    {
        foreach (var shipped in DefaultAlertRules.All)
            await Rules(silo).Delete(shipped.RuleId);

        await Rules(silo).Put(rule, onlyNew: true);
    }

    private static IAlertRulesGrain Rules(MortalSilo silo) => silo.Grains.GetGrain<IAlertRulesGrain>(GrainKey.ForOrganization("acme"));

    private static ReactionBatch Batch(int vehicle, int second, ref long n)
    {
        var events = ImmutableArray.CreateBuilder<NumberedEvent>();
        for (var i = vehicle; i < vehicle + BatchSize; i++)
            events.Add(new(++n, Event(i, second)));

        return new ReactionBatch { Shard = 0, Epoch = "e", Events = events.ToImmutable() };
    }

    private static SafetyDetected Event(int vehicle, int second) => Happened.Safety("speeding", second, vehicle: $"v{vehicle}");

    /// <summary>Raises nothing, so that all that is written is what the rules remember.</summary>
    private static AlertRule Rule => new()
    {
        RuleId = "twice",
        Name = "Twice",
        Mode = AlertRuleMode.Shadow,
        Events = [AlertEventKind.SafetyEvent],
        Count = new() { AtLeast = 2, WithinSeconds = 600, Per = [AlertGrouping.Vehicle] },
        Priority = AlertPriority.Low,
        Suppression = new() { WindowSeconds = 600, By = [AlertGrouping.Vehicle] },
    };

    /// <summary>Counts the bytes of states.</summary>
    private sealed class Counted(IGrainStorage states) : IGrainStorage
    {
        public long Written { get; private set; }

        public long Largest { get; private set; }

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => states.ReadStateAsync(stateName, grainId, grainState);

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(grainState.State, FleetJson.Options).Length;
            Written += bytes;
            Largest = Math.Max(Largest, bytes);
            return states.WriteStateAsync(stateName, grainId, grainState);
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => states.ClearStateAsync(stateName, grainId, grainState);
    }
}
