using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Layers;

namespace Fleet.Places;

/// <summary>
/// All place layers of an organization, ready to be asked about a position. The answer is the position's own, whatever was
/// before: no patience at a border, no memory. Immutable; a change makes a new one and shares the rest.
/// </summary>
public sealed class PlaceIndex
{
    /// <summary>An address further away than this is another's, metres.</summary>
    public const double AddressMeters = 75;

    /// <summary>A street whose line is further away than this is another's, metres.</summary>
    public const double StreetMeters = 30;

    private readonly LayerSet<PlaceLayerIndex> _layers;

    private PlaceIndex(LayerSet<PlaceLayerIndex> layers) => _layers = layers;

    public static PlaceIndex Empty { get; } = new(LayerSet<PlaceLayerIndex>.Empty);

    /// <summary>The catalogue's version that this holds.</summary>
    public long Version => _layers.Version;

    public bool IsEmpty => _layers.Layers.IsEmpty;

    /// <summary>The layers that have to be read before this can follow a catalogue.</summary>
    public ImmutableArray<string> Missing(LayerCatalog catalog) => _layers.Missing(catalog);

    /// <summary>The index of a catalogue: what is here and still named, and what was read. A layer that was not found is left out.</summary>
    public PlaceIndex With(LayerCatalog catalog, IReadOnlyDictionary<string, PlaceLayer> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return new PlaceIndex(_layers.With(
            catalog, info => read.TryGetValue(info.LayerId, out var layer) ? new PlaceLayerIndex(layer with { Version = info.Version }) : null));
    }

    /// <summary>The event with the address and the area of where it happened; itself where it has no place or nothing is known of it.</summary>
    public FleetEvent Name(FleetEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return happened.Where is { } at && At(at.Latitude, at.Longitude) is var found && found != default
            ? happened with { Address = found.Address, Area = found.Area }
            : happened;
    }

    /// <summary>
    /// The nearest point within <see cref="AddressMeters"/> (its address, else its name); without one the nearest street within
    /// <see cref="StreetMeters"/>, followed by the area. The area is the smallest that holds the position.
    /// </summary>
    public PlaceFound At(double latitude, double longitude)
    {
        var point = new PlaceNear(null, AddressMeters);
        var street = new PlaceNear(null, StreetMeters);
        (string? Name, double SquareMeters) area = (null, double.PositiveInfinity);
        foreach (var layer in _layers.Layers)
        {
            layer.Near(latitude, longitude, ref point, ref street);
            layer.Smallest(latitude, longitude, ref area);
        }

        var address = point.Place is { } place ? place.Address ?? place.Name
            : street.Place is { } way ? (area.Name is null ? way.Name : $"{way.Name}, {area.Name}")
            : null;
        return new PlaceFound(address, area.Name);
    }
}
