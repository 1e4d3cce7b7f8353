using Fleet.Events;

namespace Fleet.Durability;

/// <summary>A silo that is killed anywhere has told its reactors everything that happened, each once.</summary>
public class ReactionCrashTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60); // reached only if something never comes

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Killed_again_and_again_each_event_counts_once(int seed)
    {
        var random = new System.Random(seed);
        await using var silo = MortalSilo.InMemory(out _, out var power);
        power.CutAfter(3, lands: true);
        await silo.Start();
        foreach (var batch in CrashTests.Batches)
        {
            await silo.Send(batch, () => (random.Next(1, 25), random.Next(2) == 0));
        }

        await silo.Kill();
        await silo.Restart();
        await silo.Vehicle.Get();
        await silo.WakeShards();

        var recorder = silo.Grains.GetGrain<IRecorderGrain>(GrainKey.ForOrganization("acme"));
        var happened = (await silo.Events()).Where(e => !e.IsMeasurement).Select(e => e.EventId).ToList();
        await recorder.Reached(happened.Count).WaitAsync(Limit);

        Assert.True(silo.Kills > 3);
        Assert.Equal(happened.Order(StringComparer.Ordinal), (await recorder.Recorded()).Order(StringComparer.Ordinal));
    }
}
