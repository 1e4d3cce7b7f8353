using System.Collections.Concurrent;
using Fleet.Directory;
using Fleet.Events;
using Fleet.Storage;
using Fleet.Vehicles;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Silo;

/// <summary>
/// Wakes what a restart left behind: vehicles with positions that their written state does not have, so that events are
/// not missing until their next report, event shards, so that what they had not yet told their reactors is told, and whatever
/// of the directory has clocks, so that its deadlines come due. Everything it does is idempotent; any number of silos may do
/// it at once. Runs at the start and whenever a silo has left, beside normal traffic.
/// </summary>
internal sealed partial class RecoverySweep(
    IGrainFactory grains,
    IPositionLog positions,
    IEventLog events,
    IFleetDirectory directory,
    IOptions<RecoveryOptions> options,
    TimeProvider time,
    ILogger<RecoverySweep> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await SweepUntilDone(stoppingToken);
        var silos = await Silos();
        using var watch = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.WatchSeconds), time);
        while (await watch.WaitForNextTickAsync(stoppingToken))
        {
            // What went with a silo must not wait for its next report: silence and pauses come due without one.
            var now = await Silos();
            if (now.Count > 0 && silos.Except(now).Any())
                await SweepUntilDone(stoppingToken);

            silos = now.Count > 0 ? now : silos;
        }
    }

    private async Task SweepUntilDone(CancellationToken stoppingToken)
    {
        for (var left = options.Value.Attempts; left > 0; left--)
        {
            try
            {
                if (await Sweep(stoppingToken))
                    return;
            }
            catch (StorageException e)
            {
                StoreAway(log, e);
            }

            await Task.Delay(TimeSpan.FromSeconds(options.Value.RetrySeconds), time, stoppingToken);
        }

        GaveUp(log, options.Value.Attempts);
    }

    /// <summary>The silos that are there; none where the cluster does not say.</summary>
    private async Task<HashSet<SiloAddress>> Silos()
    {
        try
        {
            return [.. (await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true)).Keys];
        }
        catch (Exception e) // the membership is in motion; asked again at the next tick
        {
            NotReached(log, "the cluster's membership", e);
            return [];
        }
    }

    /// <returns>Whether everything was reached.</returns>
    private async Task<bool> Sweep(CancellationToken cancellationToken)
    {
        var (vehicles, woken, failed) = (0, 0, 0);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(positions.VehiclesBehindSnapshots(cancellationToken), parallel, async (vehicle, _) =>
        {
            var key = GrainKey.For(vehicle.OrganizationId, vehicle.VehicleId);
            await Touch(key, () => grains.GetGrain<IVehicleGrain>(key).Get());
            Interlocked.Increment(ref vehicles);
        });
        await Parallel.ForEachAsync(events.ShardsSince(time.GetUtcNow().AddHours(-options.Value.ShardHours), cancellationToken), parallel, async (shard, _) =>
        {
            var key = GrainKey.ForShard(shard.OrganizationId, shard.Shard);
            await Touch(key, () => grains.GetGrain<IEventShardGrain>(key).Read(default, 0));
        });
        var rosters = new ConcurrentDictionary<string, byte>(StringComparer.Ordinal); // one has all workflows of its organization
        await Parallel.ForEachAsync(directory.WithClocks(cancellationToken), parallel, async (entry, _) =>
        {
            if (entry.Kind == EntityKind.Workflow && !rosters.TryAdd(entry.OrganizationId, 0))
                return;

            await Touch($"{entry.Kind} {entry.OrganizationId}/{entry.Id}", () => grains.Wake(entry));
            Interlocked.Increment(ref woken);
        });
        Swept(log, vehicles, woken, failed);
        return failed == 0;

        async Task Touch(string key, Func<Task> call)
        {
            try
            {
                await call();
            }
            catch (Exception e)
            {
                NotReached(log, key, e);
                Interlocked.Increment(ref failed);
            }
        }
    }
}
