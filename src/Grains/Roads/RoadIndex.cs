using System.Collections.Immutable;
using Fleet.Layers;

namespace Fleet.Roads;

/// <summary>All road layers of an organization, ready to be asked about a place. Immutable; a change makes a new one and shares the rest.</summary>
public sealed class RoadIndex
{
    private readonly LayerSet<RoadLayerIndex> _layers;

    private RoadIndex(LayerSet<RoadLayerIndex> layers) => _layers = layers;

    public static RoadIndex Empty { get; } = new(LayerSet<RoadLayerIndex>.Empty);

    /// <summary>The catalogue's version that this holds.</summary>
    public long Version => _layers.Version;

    public bool IsEmpty => _layers.Layers.IsEmpty;

    /// <summary>The layers that have to be read before this can follow a catalogue.</summary>
    public ImmutableArray<string> Missing(LayerCatalog catalog) => _layers.Missing(catalog);

    /// <summary>The index of a catalogue: what is here and still named, and what was read. A layer that was not found is left out.</summary>
    public RoadIndex With(LayerCatalog catalog, IReadOnlyDictionary<string, RoadLayer> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return new RoadIndex(_layers.With(
            catalog, info => read.TryGetValue(info.LayerId, out var layer) ? new RoadLayerIndex(layer with { Version = info.Version }) : null));
    }

    internal void Near(double latitude, double longitude, double meters, double? heading, List<RoadFind> finds)
    {
        foreach (var layer in _layers.Layers)
        {
            layer.Near(latitude, longitude, meters, heading, finds);
        }
    }

    internal RoadLayerIndex? Find(string layerId) => _layers.Find(layerId);
}
