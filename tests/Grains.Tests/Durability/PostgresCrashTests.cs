using Fleet.Directory;
using Fleet.Storage;
using Fleet.Storage.Postgres;
using Fleet.Vehicles;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Durability;

/// <summary>The same through the real stores: PostgreSQL of its own, killed silos, whole outcome compared.</summary>
public sealed class PostgresCrashTests : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "fleet-crash-" + Path.GetRandomFileName());
    private PrivateCluster? _cluster;

    public async Task InitializeAsync()
    {
        try
        {
            _cluster = await PrivateCluster.StartAsync(
                new() { DataFolder = _folder, Fsync = false, SharedBuffersMegabytes = 64 },
                TimeProvider.System,
                NullLogger.Instance,
                CancellationToken.None);
        }
        catch (PostgresNotInstalledException)
        {
            // The test skips.
        }
    }

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();

        if (System.IO.Directory.Exists(_folder))
            System.IO.Directory.Delete(_folder, recursive: true);
    }

    [SkippableFact]
    public async Task Killed_silo_on_PostgreSQL_goes_on_as_undisturbed()
    {
        Skip.If(_cluster is null, "PostgreSQL is not installed here (apt-get install postgresql).");
        await using var services = Services(_cluster.ConnectionString);
        await services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        var power = new PowerSwitch();
        var stores = new SwitchedStores(
            services.GetRequiredService<IPositionLog>(),
            services.GetRequiredService<IEventLog>(),
            services.GetRequiredService<IFleetDirectory>(),
            services.GetRequiredService<PostgresGrainStorage>(),
            power);
        await using var silo = new MortalSilo(stores, power, "acme");
        var random = new System.Random(7);
        power.CutAfter(12, true);
        await silo.Start();
        var batches = CrashTests.Batches;
        foreach (var batch in batches)
        {
            await silo.Send(batch, () => (random.Next(10, 40), random.Next(2) == 0));
        }

        // What the last checkpoint does not have is what the sweep after a restart wakes.
        await silo.Vehicle.Report([.. Positions.Drive(2961, 2965, 40, 1, 4600).Select(p => p with { DriverId = "d1" })]);
        await silo.Kill();
        Assert.Equal([new LoggedVehicle("acme", "v1")], await All(stores.VehiclesBehindSnapshots(CancellationToken.None)));
        Assert.Equal("v1", Assert.Single(await All(stores.WithClocks(CancellationToken.None)), e => e.Kind == EntityKind.Trip).VehicleId);
        await silo.Restart();
        await silo.Vehicle.Get();
        Assert.Empty(await All(stores.VehiclesBehindSnapshots(CancellationToken.None)));
        var events = await silo.Events();
        Assert.Equal(events.Count, events.Select(e => e.EventId).Distinct(StringComparer.Ordinal).Count());

        await using var undisturbed = MortalSilo.InMemory(out _, out _);
        await undisturbed.Start();
        foreach (var batch in batches)
        {
            await undisturbed.Send(batch, () => (0, false));
        }

        await undisturbed.Vehicle.Report([.. Positions.Drive(2961, 2965, 40, 1, 4600).Select(p => p with { DriverId = "d1" })]);
        Assert.InRange(silo.Kills, 2, 1_000);
        Assert.Equal(await Outcome.Of(undisturbed), await Outcome.Of(silo));
    }

    [SkippableFact]
    public async Task Late_positions_on_PostgreSQL_wake_their_vehicle_after_a_kill_and_change_the_trip()
    {
        Skip.If(_cluster is null, "PostgreSQL is not installed here (apt-get install postgresql).");
        await using var services = Services(_cluster.ConnectionString);
        await services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        var power = new PowerSwitch();
        var stores = new SwitchedStores(
            services.GetRequiredService<IPositionLog>(),
            services.GetRequiredService<IEventLog>(),
            services.GetRequiredService<IFleetDirectory>(),
            services.GetRequiredService<PostgresGrainStorage>(),
            power);
        await using var silo = new MortalSilo(stores, power, "late");
        await silo.Start();
        IEnumerable<Position> stand = Enumerable.Range(0, 190).Select(i => Positions.At(201 + (i * 10), 2_010, 0.1));
        await silo.Send([.. Positions.Drive(0, 100, 36, 1), .. Positions.Drive(110, 200, 36, 1, 1_100), .. stand, .. Positions.Drive(2_200, 2_210, 36, 1, 2_010)], () => (0, false));
        await silo.Send([.. Enumerable.Range(101, 9).Select(s => Positions.At(s, 1_000 + ((s - 100) * 10), 72))], () => (0, false));
        await silo.Kill();
        Assert.Contains(new LoggedVehicle("late", "v1"), await All(stores.VehiclesBehindSnapshots(CancellationToken.None)));

        await silo.Restart();
        await silo.Vehicle.Get();
        silo.Clock.Advance(TimeSpan.FromSeconds(10));
        await silo.Vehicle.Get();
        var trip = (await silo.Trip(Fleet.Events.EventIds.ForTrip("v1", Positions.Start)).Get())!;
        Assert.Equal((2, Trips.TripStatus.Completed), (trip.Revision, trip.Status));
        Assert.Equal(2.095, trip.DistanceKm, 6); // 1,000 + 190 + 900 + 5 m by speed

        // The next trip may have late positions too, for all that is known; with its end nothing is left to be asked.
        await silo.Send(Enumerable.Range(0, 200).Select(i => Positions.At(2_211 + (i * 10), 2_110, 0.1)), () => (0, false));
        silo.Clock.Advance(TimeSpan.FromSeconds(60));
        await silo.Vehicle.Get();
        Assert.DoesNotContain(new LoggedVehicle("late", "v1"), await All(stores.VehiclesBehindSnapshots(CancellationToken.None)));
    }

    private static ServiceProvider Services(string connectionString)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddLogging();
        services.AddFleetPostgres(connectionString);
        return services.BuildServiceProvider();
    }

    private static async Task<List<T>> All<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items)
        {
            all.Add(item);
        }

        return all;
    }
}
