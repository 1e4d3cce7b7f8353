using Fleet.Directory;
using Fleet.Geography;
using Fleet.Organizations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace Fleet.Geofences;

/// <summary>
/// Tells every silo that watches of every change, round after round. At activation it lists the fences from the directory
/// and asks each; its version then goes up, so that every watcher loads anew whatever was lost with the log.
/// </summary>
public sealed partial class GeofenceCatalogGrain(
    [PersistentState("geofence-catalog", "fleet")] IPersistentState<GeofenceCatalogState> state,
    IFleetDirectory directory,
    IOptions<GeofenceOptions> options,
    TimeProvider time,
    ILogger<GeofenceCatalogGrain> log) : Grain, IGeofenceCatalogGrain
{
    private const int PageSize = 500;

    /// <summary>More than a round of changes can have: a watcher may have heard of numbers that were not written when the silo died, and none of them comes again.</summary>
    private const long Stride = 1_000_000;

    private readonly SiloWatch _watch = new(time, log);
    private GeofenceCatalog _catalog = null!;
    private Task? _round;
    private long _told;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var organizationId = this.GetPrimaryKeyString()[GrainKey.ForOrganization("").Length..];
        var fences = await Load(organizationId, cancellationToken);
        state.State.Version += Stride;
        await state.WriteStateAsync(cancellationToken);
        _catalog = new GeofenceCatalog(state.State.Version, fences, options.Value.ChangeLogSize);
        _told = _catalog.Version;
        CatalogLoaded(log, organizationId, fences.Count, _catalog.Version);
        await base.OnActivateAsync(cancellationToken);
    }

    public Task Put(GeofenceDefinition definition)
    {
        _catalog.Put(definition);
        return Settled();
    }

    public Task Remove(string geofenceId) => _catalog.Remove(geofenceId) is null ? Task.CompletedTask : Settled();

    public Task<GeofenceChanges> Watch(IOrganizationObserver observer, long since)
    {
        _watch.Renew(observer);
        return Task.FromResult(_catalog.Since(since));
    }

    public Task<GeofenceCount> Count(GeoBounds? within) => Task.FromResult(_catalog.CountWithin(within, time.GetUtcNow()));

    /// <summary>
    /// Done when everything up to now was told to the silos. One round at a time; what comes during one goes into the next, and
    /// all who wait for that share it.
    /// </summary>
    private async Task Settled()
    {
        var version = _catalog.Version;
        while (_told < version)
        {
            await (_round ??= Round());
        }
    }

    private async Task Round()
    {
        await Task.Yield(); // so that who began it has noted it, and company that is at the door comes in
        try
        {
            var changes = _catalog.Since(_told);
            state.State.Version = changes.Version;
            await state.WriteStateAsync();
            var organizationId = this.GetPrimaryKeyString()[GrainKey.ForOrganization("").Length..];
            await _watch.Tell(observer => observer.FencesChanged(organizationId, changes));
            _told = changes.Version;
        }
        finally
        {
            _round = null;
        }
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
