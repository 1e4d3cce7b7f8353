using Fleet.Events;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Subscriptions;
using Fleet.Geofences;
using Fleet.Storage;
using Fleet.Trips;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Protocols.SpatialFlow.Feeds;

/// <summary>
/// Reads what a dashboard begins with, out of the event log, the shards and the catalogue of fences: nothing here is summed
/// beside them, so that the figures are right after a restart too. Bound: <see cref="SpatialFlowOptions.ConcurrentDashboards"/> at a time.
/// </summary>
internal sealed class DashboardReader(
    IEventLog log,
    IShardSource shards,
    IGrainFactory grains,
    IOptions<ShardOptions> shardOptions,
    IOptions<SpatialFlowOptions> options,
    TimeProvider time) : IDisposable
{
    private const int PageRows = 200;

    private static readonly TimeSpan Active = TimeSpan.FromMinutes(FleetMetrics.WindowMinutes[0]);

    /// <summary>What the dashboard tells of each channel: what is subscribed to, and its kind in the log.</summary>
    private static readonly (string Channel, EventChannels Subscribed, string Kind)[] Told =
    [
        ("safety_events", EventChannels.SafetyEvents, "Fleet.SafetyDetected"),
        ("trip_updates", EventChannels.TripUpdates, "Fleet.TripChanged"),
        ("driver_compliance", EventChannels.DriverCompliance, "Fleet.ComplianceWarned"),
        ("locations", EventChannels.VehicleStatus, "Fleet.VehicleStatusChanged"),
    ];

    private readonly SemaphoreSlim _turns = new(options.Value.ConcurrentDashboards);

    public static EventChannels ChannelsOf(Principal principal) =>
        Told.Where(t => principal.MayRead(t.Channel)).Aggregate(EventChannels.None, (all, t) => all | t.Subscribed);

    public async Task<DashboardState> Read(Principal principal)
    {
        await _turns.WaitAsync();
        try
        {
            var now = time.GetUtcNow();
            var visibility = Visibility.Of(principal);
            var query = new EventQuery
            {
                OrganizationId = principal.OrganizationId,
                Kinds = [.. Told.Where(t => principal.MayRead(t.Channel)).Select(t => t.Kind)],
                VehicleIds = principal.Permissions.VehicleRestrictions,
                Limit = PageRows,
            };
            var fences = grains.GetGrain<IGeofenceCatalogGrain>(GrainKey.ForOrganization(principal.OrganizationId)).Count(visibility.Bounds);
            var devices = ActiveDevices(principal.OrganizationId, visibility, now);
            var today = visibility.Bounds is null ? await Count(query with { From = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) }) : (DashboardCounts?)null;
            var recent = await Recent(query, visibility);
            return new DashboardState(now, (await fences).InForce, await devices, today, recent);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private async Task<DashboardCounts> Count(EventQuery query)
    {
        var counts = await log.Count(query, CancellationToken.None);
        return new DashboardCounts(counts.Values.Sum(), Of(TripEventKind.GeofenceEntry), Of(TripEventKind.GeofenceExit));

        long Of(TripEventKind kind) => counts.GetValueOrDefault(TripEventNames.Of(kind));
    }

    private async Task<int> ActiveDevices(string organization, Visibility visibility, DateTimeOffset now)
    {
        var all = Enumerable.Range(0, shardOptions.Value.Shards);
        if (visibility.IsEverything)
        {
            return (await Task.WhenAll(all.Select(s => shards.Metrics(organization, s)))).Sum(m => m.Windows[0].ActiveVehicles);
        }

        var request = new SnapshotRequest { Vehicles = true, VehicleIds = visibility.VehicleIds is { } ids ? [.. ids] : [] };
        var snapshots = await Task.WhenAll(all.Select(s => shards.Snapshot(organization, s, request)));
        return snapshots.SelectMany(s => s.Vehicles).Count(v => v.Timestamp > now - Active && visibility.Allows(new FeedEvent(v, default)));
    }

    private async Task<IReadOnlyList<FleetEvent>> Recent(EventQuery query, Visibility visibility)
    {
        var wanted = options.Value.RecentEvents;
        var recent = new List<FleetEvent>(wanted);
        query = query with { Limit = visibility.Bounds is null ? Math.Max(wanted, 1) : PageRows };
        while (recent.Count < wanted)
        {
            var page = await log.Query(query, CancellationToken.None);
            recent.AddRange(page.Events.Where(e => visibility.Allows(new FeedEvent(e, default))).Take(wanted - recent.Count));
            if (page.Next is null || visibility.Bounds is not null)
            {
                break; // who sees an area is shown what of the newest page is in it: the log is not searched for more
            }

            query = query with { After = page.Next };
        }

        return recent;
    }
}
