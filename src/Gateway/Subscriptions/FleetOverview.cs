using Fleet.Events;
using Fleet.Safety;
using Fleet.Trips;
using Fleet.Vehicles;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// fleet_status on a period: pulled from the shards, so that nothing receives every position; one computation and one
/// serialisation for all subscribers of equal need.
/// </summary>
public sealed partial class FleetOverview(
    IShardSource source,
    IOptions<SubscriptionOptions> options,
    IOptions<ShardOptions> shards,
    TimeProvider time,
    ILogger<FleetOverview> logger) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<FleetNeed, FleetGroup<FleetStatus>> _groups = [];

    /// <summary>From now on the subscriber is told on its period.</summary>
    internal void Join(Subscription subscription, Action<FleetStatus> tell)
    {
        var need = FleetNeed.Of(subscription);
        lock (_lock)
        {
            if (!_groups.TryGetValue(need, out var group))
            {
                group = new FleetGroup<FleetStatus>(need.Period, time, all => Tick(need, subscription, all));
                _groups.Add(need, group);
            }

            group.Add(subscription, tell);
        }
    }

    internal void Leave(Subscription subscription)
    {
        var need = FleetNeed.Of(subscription);
        lock (_lock)
        {
            if (_groups.TryGetValue(need, out var group) && group.Remove(subscription) == 0)
            {
                group.Dispose();
                _groups.Remove(need);
            }
        }
    }

    /// <summary>The fleet as this subscription may see and wants it.</summary>
    internal async Task<FleetStatus> Now(Subscription subscription)
    {
        var organization = subscription.Subscriber.OrganizationId;
        var scope = new FleetScope(subscription);
        var request = new SnapshotRequest
        {
            VehicleIds = subscription.Filter.VehicleIds is { } ids ? [.. ids] : [],
            Vehicles = true,
            Trips = !scope.IsAll,
            Safety = !scope.IsAll,
        };
        var snapshots = await Task.WhenAll(Enumerable.Range(0, shards.Value.Shards).Select(s => source.Snapshot(organization, s, request)));
        var now = time.GetUtcNow();
        var vehicles = snapshots.SelectMany(s => s.Vehicles).Where(scope.Shows).ToList();
        var listed = vehicles
            .Where(v => subscription.Filter.IncludeInactive || v.VehicleStatus is VehicleStatus.Active or VehicleStatus.Idle)
            .OrderBy(v => v.VehicleId, StringComparer.Ordinal)
            .ToList();
        return new FleetStatus
        {
            Timestamp = now,
            OrganizationId = organization,
            Summary = scope.IsAll ? await Sum(organization) : Count(vehicles, snapshots, scope, now),
            Vehicles = listed.Count <= options.Value.MaxFleetVehicles ? listed : listed[..options.Value.MaxFleetVehicles],
            Omitted = Math.Max(listed.Count - options.Value.MaxFleetVehicles, 0),
        };
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var group in _groups.Values)
            {
                group.Dispose();
            }

            _groups.Clear();
        }
    }

    private async Task<FleetTally> Sum(string organization)
    {
        var tallies = await Task.WhenAll(Enumerable.Range(0, shards.Value.Shards).Select(s => source.Tally(organization, s)));
        return tallies.Aggregate(new FleetTally(), (a, b) => new FleetTally
        {
            TotalVehicles = a.TotalVehicles + b.TotalVehicles,
            ActiveTrips = a.ActiveTrips + b.ActiveTrips,
            IdleVehicles = a.IdleVehicles + b.IdleVehicles,
            OfflineVehicles = a.OfflineVehicles + b.OfflineVehicles,
            MaintenanceDue = a.MaintenanceDue + b.MaintenanceDue,
            SafetyAlerts = a.SafetyAlerts + b.SafetyAlerts,
        });
    }

    /// <summary>For who sees a part of the fleet. Alerts are counted among the recent safety events that the shards keep.</summary>
    private static FleetTally Count(List<LocationUpdated> vehicles, ShardSnapshot[] snapshots, FleetScope scope, DateTimeOffset now) => new()
    {
        TotalVehicles = vehicles.Count,
        ActiveTrips = snapshots.SelectMany(s => s.Trips).Count(t => t.Status is TripStatus.Active && scope.Shows(t)),
        IdleVehicles = vehicles.Count(v => v.VehicleStatus == VehicleStatus.Idle),
        OfflineVehicles = vehicles.Count(v => v.VehicleStatus == VehicleStatus.Offline),
        MaintenanceDue = vehicles.Count(v => v.MaintenanceDue),
        SafetyAlerts = snapshots.SelectMany(s => s.Safety).Count(e =>
            e.Severity is Severity.High or Severity.Critical && e.Timestamp > now.AddHours(-1) && e.Timestamp <= now && scope.Shows(e)),
    };

    private async Task Tick(FleetNeed need, Subscription any, FleetGroup<FleetStatus> group)
    {
        try
        {
            var status = await Now(any);
            group.Tell(status);
        }
        catch (Exception e) // a silo is away: the next period tries again
        {
            StatusFailed(logger, e, need.OrganizationId);
        }
    }
}
