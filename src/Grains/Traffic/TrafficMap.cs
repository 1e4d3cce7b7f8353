using System.Collections.Immutable;
using Fleet.Geofences;
using Fleet.Geography;

namespace Fleet.Traffic;

/// <summary>The zones of an organization, ready to be asked about a place. Not thread-safe: it lives in its grain.</summary>
internal sealed class TrafficMap
{
    private readonly SortedDictionary<string, ZoneDefinition> _zones = new(StringComparer.Ordinal);
    private GeofenceIndex _index = GeofenceIndex.Empty;

    public IReadOnlyCollection<ZoneDefinition> Zones => _zones.Values;

    public void Put(ZoneDefinition zone)
    {
        _zones[zone.ZoneId] = zone;
        Change(zone.Shape is { } shape ? [new GeofenceDefinition { GeofenceId = zone.ZoneId, Name = zone.Name, Shape = shape }] : [], [zone.ZoneId]);
    }

    public void Remove(string zoneId)
    {
        if (_zones.Remove(zoneId))
            Change([], [zoneId]);
    }

    public ImmutableArray<string> At(GeoPoint place) => [.. Around(place).Order(StringComparer.Ordinal)];

    public CameraZones OfCamera(string cameraId, GeoPoint place)
    {
        var inside = Around(place).Union(_zones.Values.Where(z => z.CameraIds.Contains(cameraId)).Select(z => z.ZoneId)).ToHashSet(StringComparer.Ordinal);
        var told = _zones.Values.Where(z => z.Alternatives.Any(a => a.CameraIds.Contains(cameraId))).Select(z => z.ZoneId).Union(inside);
        return new CameraZones { In = [.. inside.Order(StringComparer.Ordinal)], Tells = [.. told.Order(StringComparer.Ordinal)] };
    }

    private HashSet<string> Around(GeoPoint place)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var fence in _index.At(place.Latitude, place.Longitude))
        {
            found.Add(fence.Definition.GeofenceId);
        }

        return found;
    }

    private void Change(ImmutableArray<GeofenceDefinition> defined, ImmutableArray<string> removed) =>
        _index = _index.With(new GeofenceChanges { Version = _index.Version + 1, Since = _index.Version, Complete = false, Defined = defined, Removed = removed });
}
