using System.Collections.Immutable;

namespace Fleet.Roads;

/// <summary>All road layers of an organization, ready to be asked about a place. Immutable; a change makes a new one and shares the rest.</summary>
public sealed class RoadIndex
{
    private readonly ImmutableArray<RoadLayerIndex> _layers;

    private RoadIndex(long version, ImmutableArray<RoadLayerIndex> layers) => (Version, _layers) = (version, layers);

    public static RoadIndex Empty { get; } = new(0, []);

    /// <summary>The catalogue's version that this holds.</summary>
    public long Version { get; }

    public bool IsEmpty => _layers.IsEmpty;

    /// <summary>The layers that have to be read before this can follow a catalogue.</summary>
    public ImmutableArray<string> Missing(RoadCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return [.. catalog.Layers.Where(info => Find(info.LayerId)?.Version != info.Version).Select(info => info.LayerId)];
    }

    /// <summary>The index of a catalogue: what is here and still named, and what was read. A layer that was not found is left out.</summary>
    public RoadIndex With(RoadCatalog catalog, IReadOnlyDictionary<string, RoadLayer> read)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(read);
        var layers = catalog.Layers
            .Select(info => Find(info.LayerId) is { } known && known.Version == info.Version ? known
                : read.TryGetValue(info.LayerId, out var layer) ? new RoadLayerIndex(layer with { Version = info.Version }) : null)
            .OfType<RoadLayerIndex>();
        return new RoadIndex(catalog.Version, [.. layers]);
    }

    internal void Near(double latitude, double longitude, double meters, double? heading, List<RoadFind> finds)
    {
        foreach (var layer in _layers)
        {
            layer.Near(latitude, longitude, meters, heading, finds);
        }
    }

    internal RoadLayerIndex? Find(string layerId)
    {
        foreach (var layer in _layers)
        {
            if (layer.LayerId == layerId)
            {
                return layer;
            }
        }

        return null;
    }
}
