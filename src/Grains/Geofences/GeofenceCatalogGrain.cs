using Fleet.Directory;
using Fleet.Geography;
using Fleet.Organizations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Geofences;

/// <summary>
/// Tells every silo that watches of every change, one after another. At activation it lists the fences from the directory
/// and asks each; its version then goes up by one, so that every watcher loads anew whatever was lost with the log.
/// </summary>
public sealed partial class GeofenceCatalogGrain(
    [PersistentState("geofence-catalog", "fleet")] IPersistentState<GeofenceCatalogState> state,
    IFleetDirectory directory,
    IOptions<GeofenceOptions> options,
    TimeProvider time,
    ILogger<GeofenceCatalogGrain> log) : Grain, IGeofenceCatalogGrain
{
    private const int PageSize = 500;

    private readonly SiloWatch _watch = new(time, log);
    private GeofenceCatalog _catalog = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var organizationId = this.GetPrimaryKeyString()[GrainKey.ForOrganization("").Length..];
        var fences = await Load(organizationId, cancellationToken);
        state.State.Version++;
        await state.WriteStateAsync(cancellationToken);
        _catalog = new GeofenceCatalog(state.State.Version, fences, options.Value.ChangeLogSize);
        CatalogLoaded(log, organizationId, fences.Count, _catalog.Version);
        await base.OnActivateAsync(cancellationToken);
    }

    public Task Put(GeofenceDefinition definition) => Tell(_catalog.Put(definition));

    public Task Remove(string geofenceId) => _catalog.Remove(geofenceId) is { } change ? Tell(change) : Task.CompletedTask;

    public Task<GeofenceChanges> Watch(IOrganizationObserver observer, long since)
    {
        _watch.Renew(observer);
        return Task.FromResult(_catalog.Since(since));
    }

    public Task<int> CountActive(GeoBounds? within) => Task.FromResult(_catalog.CountActive(within));

    /// <summary>The version is written before anybody hears of it: after a crash no number is given out twice.</summary>
    private async Task Tell(GeofenceChanges change)
    {
        state.State.Version = change.Version;
        await state.WriteStateAsync();
        var organizationId = this.GetPrimaryKeyString()[GrainKey.ForOrganization("").Length..];
        await _watch.Tell(observer => observer.FencesChanged(organizationId, change));
    }

    private async Task<List<GeofenceDefinition>> Load(string organizationId, CancellationToken cancellationToken)
    {
        var fences = new List<GeofenceDefinition>();
        string? after = null;
        do
        {
            var page = await directory.List(
                new DirectoryQuery { OrganizationId = organizationId, Kind = EntityKind.Geofence, After = after, Limit = PageSize },
                cancellationToken);
            foreach (var chunk in page.Entries.Chunk(options.Value.LoadConcurrency))
            {
                var snapshots = await Task.WhenAll(chunk.Select(
                    entry => GrainFactory.GetGrain<IGeofenceGrain>(GrainKey.For(organizationId, entry.Id)).Get()));
                fences.AddRange(snapshots.OfType<GeofenceSnapshot>().Select(s => s.Definition));
            }

            after = page.Next;
        }
        while (after is not null);
        return fences;
    }
}
