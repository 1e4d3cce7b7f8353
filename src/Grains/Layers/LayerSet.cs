using System.Collections.Immutable;

namespace Fleet.Layers;

/// <summary>The indices of all layers of one kind of an organization. Immutable; a change makes a new one and shares what stays.</summary>
/// <typeparam name="TIndex">Of one layer.</typeparam>
internal sealed class LayerSet<TIndex>
    where TIndex : class, ILayerIndex
{
    private LayerSet(long version, ImmutableArray<TIndex> layers) => (Version, Layers) = (version, layers);

    public static LayerSet<TIndex> Empty { get; } = new(0, []);

    /// <summary>The catalogue's version that this holds.</summary>
    public long Version { get; }

    public ImmutableArray<TIndex> Layers { get; }

    /// <summary>The layers that have to be read before this can follow a catalogue.</summary>
    public ImmutableArray<string> Missing(LayerCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return [.. catalog.Layers.Where(info => Find(info.LayerId)?.Version != info.Version).Select(info => info.LayerId)];
    }

    /// <summary>The indices of a catalogue: what is here and still named, and what was read. A layer that was not found is left out.</summary>
    /// <param name="catalog">To be followed.</param>
    /// <param name="read">The index of a layer that was read for it; null where it was not found.</param>
    public LayerSet<TIndex> With(LayerCatalog catalog, Func<LayerInfo, TIndex?> read)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(read);
        return new LayerSet<TIndex>(
            catalog.Version,
            [.. catalog.Layers.Select(info => Find(info.LayerId) is { } known && known.Version == info.Version ? known : read(info)).OfType<TIndex>()]);
    }

    public TIndex? Find(string layerId)
    {
        foreach (var layer in Layers)
        {
            if (layer.LayerId == layerId)
            {
                return layer;
            }
        }

        return null;
    }
}
