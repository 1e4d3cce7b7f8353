using Fleet.Alerts;
using Fleet.Directory;
using Fleet.Drivers;
using Fleet.Events;
using Fleet.Storage;
using Fleet.Trips;
using Fleet.Vehicles;
using Fleet.Webhooks;
using Fleet.Workflows;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Silo;

/// <summary>
/// Wakes what a restart left behind: vehicles with positions that their written state does not have, so that events are
/// not missing until their next report, trips under way with their vehicles and drivers and drivers on duty without a trip, so that
/// their deadlines come due, event shards, so that what they had not yet told their reactors is told, and what has clocks of its
/// own: alerts, webhooks and workflows. Everything it does is
/// idempotent; any number of silos may do it at once. Runs at the start and whenever a silo has left, beside normal traffic.
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
        var (vehicles, trips, drivers, pending, failed) = (0, 0, 0, 0, 0);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(positions.VehiclesBehindSnapshots(cancellationToken), parallel, async (vehicle, _) =>
        {
            var key = GrainKey.For(vehicle.OrganizationId, vehicle.VehicleId);
            await Touch(key, () => grains.GetGrain<IVehicleGrain>(key).Get());
            Interlocked.Increment(ref vehicles);
        });
        await Parallel.ForEachAsync(directory.TripsUnderWay(cancellationToken), parallel, async (trip, _) =>
        {
            var key = GrainKey.For(trip.OrganizationId, trip.Id);
            await Touch(key, async () =>
            {
                if (trip.VehicleId is { } vehicleId)
                    await grains.GetGrain<IVehicleGrain>(GrainKey.For(trip.OrganizationId, vehicleId)).Get();

                if (await grains.GetGrain<ITripGrain>(key).Get() is { Plan.DriverId: { } driverId })
                    await grains.GetGrain<IDriverGrain>(GrainKey.For(trip.OrganizationId, driverId)).GetDuty();
            });
            Interlocked.Increment(ref trips);
        });
        await Parallel.ForEachAsync(directory.DriversWithDeadlines(cancellationToken), parallel, async (driver, _) =>
        {
            var key = GrainKey.For(driver.OrganizationId, driver.Id);
            await Touch(key, () => grains.GetGrain<IDriverGrain>(key).GetDuty());
            Interlocked.Increment(ref drivers);
        });
        await Parallel.ForEachAsync(directory.Pending(cancellationToken), parallel, async (entry, _) =>
        {
            var key = GrainKey.For(entry.OrganizationId, entry.Id);
            await Touch(key, () => Pending(entry.Kind, entry.OrganizationId, key));
            Interlocked.Increment(ref pending);
        });
        await Parallel.ForEachAsync(events.ShardsSince(time.GetUtcNow().AddHours(-options.Value.ShardHours), cancellationToken), parallel, async (shard, _) =>
        {
            var key = GrainKey.ForShard(shard.OrganizationId, shard.Shard);
            await Touch(key, () => grains.GetGrain<IEventShardGrain>(key).Read(default, 0));
        });
        await Parallel.ForEachAsync(directory.All(EntityKind.Webhook, cancellationToken), parallel, async (webhook, _) =>
        {
            var key = GrainKey.For(webhook.OrganizationId, webhook.Id);
            await Touch(key, () => grains.GetGrain<IWebhookGrain>(key).Wake());
        });
        var organizations = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var workflow in directory.All(EntityKind.Workflow, cancellationToken))
            organizations.Add(workflow.OrganizationId);

        await Parallel.ForEachAsync(organizations, parallel, async (organization, _) =>
        {
            var key = GrainKey.ForOrganization(organization);
            await Touch(key, () => grains.GetGrain<IWorkflowRosterGrain>(key).Wake());
        });
        Swept(log, vehicles, trips, drivers, pending, failed);
        return failed == 0;

        Task Pending(EntityKind kind, string organization, string key) => kind switch
        {
            EntityKind.Alert => grains.GetGrain<IAlertGrain>(key).Get(),
            EntityKind.AlertRules => grains.GetGrain<IAlertRulesGrain>(GrainKey.ForOrganization(organization)).List(),
            _ => Task.CompletedTask,
        };

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
