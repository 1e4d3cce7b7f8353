using System.Collections.Immutable;
using Fleet.Vehicles;

namespace Fleet.Geofences;

/// <summary>
/// Which fences a position takes a vehicle into and out of. Pure. A crossing counts only when the whole error circle of
/// the fix is across the border; docs/geofences.md has the rule and its figures.
/// </summary>
public static class GeofenceMonitor
{
    /// <summary>Error radius taken where a fix names none, metres.</summary>
    public const double DefaultAccuracyMeters = 10;

    /// <summary>Receivers that claim less are believed this much, metres.</summary>
    public const double LeastAccuracyMeters = 3;

    /// <summary>A worse fix decides an entry only of a fence that is larger than its error, metres.</summary>
    public const double CoarseAccuracyMeters = 100;

    /// <summary>A standing vehicle crosses nothing; what its fixes do is drift, and that goes further than the error circle now and then.</summary>
    private const double StandingFactor = 3;

    private const double StandingKmh = 3;

    /// <summary>A fence is entered at the latest at this share of the way from its border to its middle.</summary>
    private const double DeepestEntry = 0.5;

    /// <summary>Takes one position and adds the crossings it made: exits before entries, each by id.</summary>
    /// <remarks>A fence that is gone from the index leaves an exit that knows its id and name only.</remarks>
    public static void Apply(
        OccupancyState state,
        string vehicleId,
        Position position,
        GeofenceIndex index,
        List<GeofenceCrossing> crossings)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(position);
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(crossings);
        if (!IsUnchanged(state, position, index))
        {
            var first = crossings.Count;
            Leave(state, vehicleId, position, index, crossings);
            crossings.Sort(first, crossings.Count - first, ById);
            first = crossings.Count;
            Enter(state, vehicleId, position, index, crossings);
            crossings.Sort(first, crossings.Count - first, ById);
        }
    }

    private static Comparer<GeofenceCrossing> ById { get; } =
        Comparer<GeofenceCrossing>.Create((a, b) => string.CompareOrdinal(a.Fence.GeofenceId, b.Fence.GeofenceId));

    /// <summary>Nearly every position: inside of exactly the fences that it was inside of. Nothing is allocated or measured.</summary>
    private static bool IsUnchanged(OccupancyState state, Position position, GeofenceIndex index)
    {
        var held = 0;
        foreach (var fence in index.At(position.Latitude, position.Longitude))
        {
            if (state.Find(fence.Definition.GeofenceId) < 0)
            {
                return false;
            }

            held++;
        }

        return held == state.Inside.Length;
    }

    private static void Leave(
        OccupancyState state, string vehicleId, Position position, GeofenceIndex index, List<GeofenceCrossing> crossings)
    {
        var error = ErrorRadius(position);
        foreach (var presence in state.Inside)
        {
            var known = index.TryGet(presence.GeofenceId, out var fence);
            if (known && fence!.SignedDistance(position.Latitude, position.Longitude) < error)
            {
                continue;
            }

            state.Inside = state.Inside.Remove(presence);
            crossings.Add(new GeofenceCrossing(
                known ? fence!.Definition : Gone(presence),
                Entry: false,
                position.Timestamp,
                fence?.Authorizes(vehicleId) ?? true,
                (position.Timestamp - presence.Since).TotalSeconds));
        }
    }

    private static void Enter(
        OccupancyState state, string vehicleId, Position position, GeofenceIndex index, List<GeofenceCrossing> crossings)
    {
        foreach (var fence in index.At(position.Latitude, position.Longitude))
        {
            if (state.Find(fence.Definition.GeofenceId) >= 0 || !IsDeepEnough(fence, position))
            {
                continue;
            }

            state.Inside = state.Inside.Add(new GeofencePresence
            {
                GeofenceId = fence.Definition.GeofenceId,
                Name = fence.Definition.Name,
                Since = position.Timestamp,
            });
            crossings.Add(new GeofenceCrossing(
                fence.Definition, Entry: true, position.Timestamp, fence.Authorizes(vehicleId), DwellSeconds: null));
        }
    }

    private static bool IsDeepEnough(IndexedFence fence, Position position)
    {
        var (depth, needed, coarsest) = EntryOf(fence, position);
        return !(position.AccuracyMeters > coarsest) && depth >= needed;
    }

    /// <summary>How deep a position is in a fence and how deep it must be to enter it, metres; and the worst accuracy that may decide it.</summary>
    internal static (double Depth, double Needed, double? Coarsest) EntryOf(IndexedFence fence, Position position)
    {
        var x = Plane.Normalize(position.Longitude);
        var inradius = fence.Geometry.Inradius(x, position.Latitude);
        return (
            -fence.SignedDistance(position.Latitude, position.Longitude),
            Math.Min(ErrorRadius(position), DeepestEntry * inradius),
            position.AccuracyMeters is null ? null : Math.Max(CoarseAccuracyMeters, inradius));
    }

    /// <summary>Metres that a position must be across a border to cross it.</summary>
    internal static double ErrorRadius(Position position) =>
        Math.Max(position.AccuracyMeters ?? DefaultAccuracyMeters, LeastAccuracyMeters)
        * (position.SpeedKmh < StandingKmh ? StandingFactor : 1);

    private static GeofenceDefinition Gone(GeofencePresence presence) => new()
    {
        GeofenceId = presence.GeofenceId,
        Name = presence.Name,
        Shape = new PolygonShape { Polygons = ImmutableArray<PolygonRings>.Empty },
    };
}
