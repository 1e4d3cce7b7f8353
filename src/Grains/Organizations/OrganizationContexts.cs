using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fleet.Geofences;
using Fleet.Layers;
using Fleet.Places;
using Fleet.Roads;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Organizations;

/// <summary>
/// The organizations that this silo works for. The first question about one loads it and starts a watch, which a timer
/// renews; after that answers are at hand. Calls to grains run on the thread pool, never in the turn of the grain that
/// asks: an observer's reference cannot be made there.
/// </summary>
public sealed partial class OrganizationContexts : IOrganizationContexts, IOrganizationObserver, IDisposable
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    // Bound: the organizations asked for within ForgetSeconds.
    private readonly ConcurrentDictionary<string, OrganizationEntry> _entries = new(StringComparer.Ordinal);
    private readonly IGrainFactory _grains;
    private readonly OrganizationOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Lazy<IOrganizationObserver> _self;
    private readonly ITimer _timer;

    public OrganizationContexts(
        IGrainFactory grains, IOptions<OrganizationOptions> options, TimeProvider time, ILogger<OrganizationContexts> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_grains, _options, _time, _log) = (grains, options.Value, time, log);

        // The engine holds observers weakly; this object lives as long as the silo.
        _self = new Lazy<IOrganizationObserver>(() => _grains.CreateObjectReference<IOrganizationObserver>(this));
        _timer = time.CreateTimer(static self => ((OrganizationContexts)self!).StartRound(), this, Round, Round);
    }

    /// <summary>The newest renewal begun; tests wait for it.</summary>
    internal Task Renewals { get; private set; } = Task.CompletedTask;

    public ValueTask<OrganizationContext> Get(string organizationId)
    {
        var entry = Entry(organizationId);
        return entry.Ask() is { } context ? ValueTask.FromResult(context) : new ValueTask<OrganizationContext>(entry.Loading.Value);
    }

    public ValueTask<PlaceIndex> Places(string organizationId)
    {
        var entry = Entry(organizationId);
        entry.Ask();
        return entry.KnowsPlaces ? ValueTask.FromResult(entry.Places) : new ValueTask<PlaceIndex>(Task.Run(() => LoadPlaces(organizationId, entry)));
    }

    public Task FencesChanged(string organizationId, GeofenceChanges changes)
    {
        if (_entries.TryGetValue(organizationId, out var entry) && !entry.Take(changes))
        {
            // Not awaited: the catalogue waits for this very answer.
            Renew(organizationId, entry);
        }

        return Task.CompletedTask;
    }

    public Task SettingsChanged(OrganizationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (_entries.TryGetValue(settings.OrganizationId, out var entry))
        {
            entry.Take(settings);
        }

        return Task.CompletedTask;
    }

    public Task RoadsChanged(string organizationId, LayerCatalog catalog) =>
        _entries.TryGetValue(organizationId, out var entry) ? TakeRoads(organizationId, entry, catalog) : Task.CompletedTask;

    public Task PlacesChanged(string organizationId, LayerCatalog catalog) =>
        _entries.TryGetValue(organizationId, out var entry) ? TakePlaces(organizationId, entry, catalog) : Task.CompletedTask;

    public void Dispose() => _timer.Dispose();

    private OrganizationEntry Entry(string organizationId) =>
        _entries.TryGetValue(organizationId, out var known) ? known : _entries.GetOrAdd(organizationId, Begin);

    private OrganizationEntry Begin(string organizationId)
    {
        OrganizationEntry entry = null!;
        entry = new OrganizationEntry(_time.GetUtcNow())
        {
            Loading = new Lazy<Task<OrganizationContext>>(() => Task.Run(() => Load(organizationId, entry))),
        };
        return entry;
    }

    private async Task<OrganizationContext> Load(string organizationId, OrganizationEntry entry)
    {
        try
        {
            await Ask(organizationId, entry);
            return entry.Ask()!;
        }
        catch
        {
            // The next question tries again.
            _entries.TryRemove(KeyValuePair.Create(organizationId, entry));
            throw;
        }
    }

    private async Task<PlaceIndex> LoadPlaces(string organizationId, OrganizationEntry entry)
    {
        try
        {
            await AskPlaces(organizationId, entry);
            if (entry.RenewAt == DateTimeOffset.MaxValue)
                entry.RenewAt = _time.GetUtcNow().AddSeconds(_options.RenewSeconds); // also where nobody asks for the whole
            return entry.Places;
        }
        catch
        {
            // The next question tries again.
            _entries.TryRemove(KeyValuePair.Create(organizationId, entry));
            throw;
        }
    }

    private async Task AskPlaces(string organizationId, OrganizationEntry entry)
    {
        var catalog = _grains.GetGrain<IPlaceCatalogGrain>(GrainKey.ForOrganization(organizationId));
        await TakePlaces(organizationId, entry, await catalog.Watch(_self.Value));
        entry.KnowsPlaces = true;
    }

    private async Task Ask(string organizationId, OrganizationEntry entry)
    {
        var key = GrainKey.ForOrganization(organizationId);
        await TakeRoads(organizationId, entry, await _grains.GetGrain<IRoadCatalogGrain>(key).Watch(_self.Value));
        await AskPlaces(organizationId, entry);
        bool complete;
        do
        {
            var settings = _grains.GetGrain<IOrganizationGrain>(key).Watch(_self.Value);
            var changes = await _grains.GetGrain<IGeofenceCatalogGrain>(key).Watch(_self.Value, entry.FencesVersion);
            complete = entry.Take(await settings, changes);
        }
        while (!complete);
        entry.RenewAt = _time.GetUtcNow().AddSeconds(_options.RenewSeconds);
    }

    /// <summary>Reads the layers that are new. What came meanwhile and is newer stays.</summary>
    private async Task TakeRoads(string organizationId, OrganizationEntry entry, LayerCatalog catalog)
    {
        if (catalog.Version <= entry.Roads.Version)
            return;

        entry.Take(catalog, await Read(entry.Roads.Missing(catalog), id => _grains.GetGrain<IRoadLayerGrain>(GrainKey.For(organizationId, id)).Get()));
    }

    private async Task TakePlaces(string organizationId, OrganizationEntry entry, LayerCatalog catalog)
    {
        if (catalog.Version <= entry.Places.Version)
            return;

        entry.Take(catalog, await Read(entry.Places.Missing(catalog), id => _grains.GetGrain<IPlaceLayerGrain>(GrainKey.For(organizationId, id)).Get()));
    }

    private static async Task<Dictionary<string, TLayer>> Read<TLayer>(ImmutableArray<string> layerIds, Func<string, Task<TLayer?>> get)
        where TLayer : class
    {
        var read = new Dictionary<string, TLayer>(StringComparer.Ordinal);
        foreach (var layerId in layerIds)
        {
            if (await get(layerId) is { } layer)
                read[layerId] = layer;
        }

        return read;
    }

    private void StartRound()
    {
        var now = _time.GetUtcNow();
        foreach (var (organizationId, entry) in _entries)
        {
            if (now < entry.RenewAt)
            {
                continue;
            }

            if (entry.WasAskedWithin(TimeSpan.FromSeconds(_options.ForgetSeconds), now))
            {
                Renew(organizationId, entry);
            }
            else
            {
                _entries.TryRemove(KeyValuePair.Create(organizationId, entry));
            }
        }
    }

    private void Renew(string organizationId, OrganizationEntry entry)
    {
        if (Interlocked.Exchange(ref entry.Renewing, 1) == 0)
        {
            Renewals = Task.Run(() => RenewOnce(organizationId, entry));
        }
    }

    private async Task RenewOnce(string organizationId, OrganizationEntry entry)
    {
        try
        {
            await Ask(organizationId, entry);
        }
        catch (Exception e) // whatever the cluster throws: what is here goes on to serve, a little old
        {
            RenewalFailed(_log, e, organizationId, _options.RetrySeconds);
            entry.RenewAt = _time.GetUtcNow().AddSeconds(_options.RetrySeconds);
        }
        finally
        {
            Volatile.Write(ref entry.Renewing, 0);
        }
    }
}
