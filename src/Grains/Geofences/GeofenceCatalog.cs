using System.Collections.Immutable;
using Fleet.Geography;

namespace Fleet.Geofences;

/// <summary>All fences of an organization and the way they came to be. Pure; owned by the catalogue grain.</summary>
public sealed class GeofenceCatalog
{
    private readonly Dictionary<string, GeofenceDefinition> _fences;

    // Bound: _logSize, the oldest leave first. A watcher from before the oldest gets everything.
    private readonly Queue<(string Id, GeofenceDefinition? Definition)> _log = new();
    private readonly int _logSize;

    public GeofenceCatalog(long version, IEnumerable<GeofenceDefinition> fences, int logSize)
    {
        Version = version;
        _fences = fences.ToDictionary(f => f.GeofenceId, StringComparer.Ordinal);
        _logSize = logSize;
    }

    public long Version { get; private set; }

    public int Count => _fences.Count;

    /// <param name="within">Only those with a point within; null for all.</param>
    /// <param name="now">At which moment they are in force.</param>
    public GeofenceCount CountWithin(GeoBounds? within, DateTimeOffset now)
    {
        var (total, inForce) = (0, 0);
        foreach (var fence in _fences.Values)
        {
            var counts = within is not { } bounds || fence.Shape.HasPointIn(bounds);
            total += counts ? 1 : 0;
            inForce += counts && FenceHours.Of(fence)?.IsInForce(now) != false ? 1 : 0;
        }

        return new GeofenceCount(total, inForce);
    }

    /// <returns>The change to be told.</returns>
    public GeofenceChanges Put(GeofenceDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        _fences[definition.GeofenceId] = definition;
        return Record(definition.GeofenceId, definition);
    }

    /// <returns>Null where there is no such fence.</returns>
    public GeofenceChanges? Remove(string geofenceId) => _fences.Remove(geofenceId) ? Record(geofenceId, null) : null;

    /// <summary>What takes a reader from a version to this one.</summary>
    public GeofenceChanges Since(long version)
    {
        if (version > Version || version < Version - _log.Count)
        {
            return new GeofenceChanges { Version = Version, Since = -1, Complete = true, Defined = [.. _fences.Values] };
        }

        // The last word on each fence.
        var last = new Dictionary<string, GeofenceDefinition?>(StringComparer.Ordinal);
        foreach (var (id, definition) in _log.Skip(_log.Count - (int)(Version - version)))
        {
            last[id] = definition;
        }

        return new GeofenceChanges
        {
            Version = Version,
            Since = version,
            Complete = false,
            Defined = [.. last.Values.OfType<GeofenceDefinition>()],
            Removed = [.. last.Where(c => c.Value is null).Select(c => c.Key)],
        };
    }

    private GeofenceChanges Record(string id, GeofenceDefinition? definition)
    {
        Version++;
        _log.Enqueue((id, definition));
        if (_log.Count > _logSize)
        {
            _log.Dequeue();
        }

        return new GeofenceChanges
        {
            Version = Version,
            Since = Version - 1,
            Complete = false,
            Defined = definition is null ? [] : [definition],
            Removed = definition is null ? [id] : ImmutableArray<string>.Empty,
        };
    }
}
