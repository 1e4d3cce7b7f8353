using Fleet.Geofences;
using Fleet.Layers;
using Fleet.Places;
using Fleet.Roads;

namespace Fleet.Organizations;

/// <summary>One organization at one silo. The context is swapped whole under the lock and read without it.</summary>
internal sealed class OrganizationEntry(DateTimeOffset now)
{
    private readonly Lock _lock = new();
    private volatile OrganizationContext? _context;
    private volatile RoadIndex _roads = RoadIndex.Empty;
    private volatile PlaceIndex _places = PlaceIndex.Empty;
    private volatile bool _asked = true;
    private volatile bool _knowsPlaces;
    private DateTimeOffset _lastAsked = now;
    private bool _missed;

    // Ticks, because the timer reads it while a renewal writes it.
    private long _renewAt = DateTimeOffset.MaxValue.UtcTicks;

    /// <summary>The first load; all who come before its end wait for it.</summary>
    public required Lazy<Task<OrganizationContext>> Loading { get; init; }

    /// <summary>1 while a renewal is under way.</summary>
    public int Renewing;

    public DateTimeOffset RenewAt
    {
        get => new(Volatile.Read(ref _renewAt), TimeSpan.Zero);
        set => Volatile.Write(ref _renewAt, value.UtcTicks);
    }

    /// <summary>Null until loaded. Asking keeps the entry alive.</summary>
    public OrganizationContext? Ask()
    {
        if (!_asked)
        {
            _asked = true;
        }

        return _context;
    }

    /// <summary>The roads, also before the first context is made.</summary>
    public RoadIndex Roads => _roads;

    /// <summary>The places, likewise.</summary>
    public PlaceIndex Places => _places;

    /// <summary>Whether their catalogue has been asked.</summary>
    public bool KnowsPlaces
    {
        get => _knowsPlaces;
        set => _knowsPlaces = value;
    }

    public long FencesVersion => _context?.Geofences.Version ?? -1;

    /// <summary>Whether anybody asked within a time; called by each round of renewals.</summary>
    public bool WasAskedWithin(TimeSpan time, DateTimeOffset now)
    {
        if (_asked)
        {
            _asked = false;
            _lastAsked = now;
        }

        return now - _lastAsked < time;
    }

    /// <summary>Takes an answer of both grains. What was told in the meantime and is newer stays.</summary>
    /// <returns>False where a change came that did not fit, so that it has to be asked for again.</returns>
    public bool Take(OrganizationSettings settings, GeofenceChanges changes)
    {
        lock (_lock)
        {
            var before = _context;
            var fences = before?.Geofences ?? GeofenceIndex.Empty;
            if (changes.Complete || changes.Since == fences.Version)
            {
                // A complete answer may be smaller than what is here: the catalogue started anew.
                fences = changes.Version == fences.Version ? fences : fences.With(changes);
            }
            else if (changes.Version > fences.Version)
            {
                _missed = true;
            }

            var newest = before is not null && before.Settings.Version > settings.Version ? before.Settings : settings;
            _context = new OrganizationContext(newest, fences) { Roads = _roads, Places = _places };
            var complete = !_missed;
            _missed = false;
            return complete;
        }
    }

    /// <returns>False where the change does not follow what is here, so that it has to be asked for.</returns>
    public bool Take(GeofenceChanges changes)
    {
        lock (_lock)
        {
            if (_context is not { } context)
            {
                _missed = true;
                return true;
            }

            if (changes.Version <= context.Geofences.Version)
            {
                return true;
            }

            if (!changes.Complete && changes.Since != context.Geofences.Version)
            {
                return false;
            }

            _context = context with { Geofences = context.Geofences.With(changes) };
            return true;
        }
    }

    public void Take(OrganizationSettings settings)
    {
        lock (_lock)
        {
            if (_context is not { } context)
            {
                _missed = true;
            }
            else if (settings.Version > context.Settings.Version)
            {
                _context = context with { Settings = settings };
            }
        }
    }

    /// <summary>Takes the layers of a catalogue, with those of its roads that were read for it.</summary>
    public void Take(LayerCatalog catalog, IReadOnlyDictionary<string, RoadLayer> read) => Swap(
        () => _roads,
        before => catalog.Version > before.Version ? before.With(catalog, read) : null,
        roads =>
        {
            _roads = roads;
            _context = _context is { } context ? context with { Roads = roads } : null;
        });

    /// <summary>The same of places.</summary>
    public void Take(LayerCatalog catalog, IReadOnlyDictionary<string, PlaceLayer> read) => Swap(
        () => _places,
        before => catalog.Version > before.Version ? before.With(catalog, read) : null,
        places =>
        {
            _places = places;
            _context = _context is { } context ? context with { Places = places } : null;
        });

    /// <param name="next">Null where what is here is new enough. Indexing takes a while for a large layer: done before the lock, and again in the rare case that another came first.</param>
    private void Swap<TIndex>(Func<TIndex> current, Func<TIndex, TIndex?> next, Action<TIndex> set)
        where TIndex : class
    {
        while (true)
        {
            var before = current();
            if (next(before) is not { } after)
            {
                return;
            }

            lock (_lock)
            {
                if (current() == before)
                {
                    set(after);
                    return;
                }
            }
        }
    }
}
