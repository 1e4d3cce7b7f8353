using Fleet.Directory;
using Fleet.Storage;
using Fleet.Trips;
using Fleet.Vehicles;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Silo;

/// <summary>
/// Wakes what a restart left behind: vehicles with positions that their written state does not have, so that events are
/// not missing until their next report, and trips under way, so that their deadlines come due. Everything it does is
/// idempotent; any number of silos may do it at once. Runs once, beside normal traffic.
/// </summary>
internal sealed partial class RecoverySweep(
    IGrainFactory grains,
    IPositionLog positions,
    IFleetDirectory directory,
    IOptions<RecoveryOptions> options,
    TimeProvider time,
    ILogger<RecoverySweep> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
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

    /// <returns>Whether everything was reached.</returns>
    private async Task<bool> Sweep(CancellationToken cancellationToken)
    {
        var (vehicles, trips, failed) = (0, 0, 0);
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
            await Touch(key, () => grains.GetGrain<ITripGrain>(key).Get());
            Interlocked.Increment(ref trips);
        });
        Swept(log, vehicles, trips, failed);
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
