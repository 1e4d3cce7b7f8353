using Fleet.Directory;
using Fleet.Events;
using Fleet.Geofences;
using Fleet.Trips;

namespace Fleet.Durability;

/// <summary>A silo that is killed while vehicles are inside: what comes due meanwhile comes after the restart, once.</summary>
public sealed class GeofenceCrashTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fence_that_closes_while_its_silo_is_dead_lets_out_who_is_inside_once(bool killedWhileTelling)
    {
        await using var silo = MortalSilo.InMemory(out var stores, out var power);
        await silo.Start();
        var start = silo.Clock.GetUtcNow();
        var fence = silo.Grains.GetGrain<IGeofenceGrain>(GrainKey.For("acme", "depot"));
        await fence.Define(Fences.Circle("depot", 0, 10, 500) with { DwellSeconds = 600, ValidUntil = start.AddHours(1) });
        await fence.Enter(Fences.Stay("v1", start));
        await silo.Kill();

        silo.Clock.Advance(TimeSpan.FromHours(2));
        await silo.Restart();
        if (killedWhileTelling)
        {
            power.CutAfter(1, lands: true); // the events are in the log, and nobody noted it
            await Wake(silo, stores);
            await silo.Kill();
            await silo.Restart();
        }

        await Wake(silo, stores);
        Assert.Equal(
            [(TripEventKind.GeofenceDwell, start.AddMinutes(10)), (TripEventKind.GeofenceExit, start.AddHours(1))],
            (await silo.Events()).OfType<TripChanged>().Select(t => (t.Kind, t.Timestamp)));
        Assert.Empty((await silo.Grains.GetGrain<IGeofenceGrain>(GrainKey.For("acme", "depot")).Get())!.Occupants);
        await foreach (var left in stores.WithClocks(CancellationToken.None))
        {
            Assert.Fail($"{left.Id} is still to be woken.");
        }
    }

    /// <summary>As the recovery sweep does. A call comes behind the turn of the timer that the activation armed.</summary>
    private static async Task Wake(MortalSilo silo, SwitchedStores stores)
    {
        var due = new List<FleetEntry>();
        await foreach (var entry in stores.WithClocks(CancellationToken.None))
        {
            due.Add(entry);
        }

        var fence = silo.Grains.GetGrain<IGeofenceGrain>(GrainKey.For("acme", Assert.Single(due).Id));
        await fence.Get();
        silo.Clock.Advance(TimeSpan.FromSeconds(1));
        await fence.Wake().ContinueWith(static _ => { }, TaskScheduler.Default); // it may fail: the power is off
    }
}
