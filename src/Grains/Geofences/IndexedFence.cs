using System.Collections.Frozen;

namespace Fleet.Geofences;

/// <summary>A fence as the index holds it. Immutable; an index and its successors share it.</summary>
public sealed class IndexedFence
{
    private readonly FrozenSet<string>? _authorized;

    internal IndexedFence(GeofenceDefinition definition)
    {
        Definition = definition;
        Geometry = FenceGeometry.Of(definition.Shape);
        Hours = FenceHours.Of(definition);
        _authorized = definition.AuthorizedVehicleIds.IsDefaultOrEmpty
            ? null
            : definition.AuthorizedVehicleIds.ToFrozenSet(StringComparer.Ordinal);
    }

    public GeofenceDefinition Definition { get; }

    /// <summary>Null where it is always in force.</summary>
    public FenceHours? Hours { get; }

    internal FenceGeometry Geometry { get; }

    /// <summary>Whether the vehicle may come and go.</summary>
    public bool Authorizes(string vehicleId) => _authorized is null || _authorized.Contains(vehicleId);

    /// <summary>Whether a point is inside, decided edge by edge.</summary>
    public bool Contains(double latitude, double longitude) => Geometry.Contains(Plane.Normalize(longitude), latitude);

    /// <summary>Metres to the border: negative inside, positive outside.</summary>
    public double SignedDistance(double latitude, double longitude)
    {
        var x = Plane.Normalize(longitude);
        var distance = Geometry.DistanceToBorder(x, latitude);
        return Geometry.Contains(x, latitude) ? -distance : distance;
    }
}
