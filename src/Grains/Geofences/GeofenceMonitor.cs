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

    /// <summary>Takes one position and adds the crossings it made: dwells and exits before entries, each by id.</summary>
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

    /// <summary>Nearly every position: inside of exactly the fences that it was inside of, and nothing due. Nothing is allocated or measured.</summary>
    private static bool IsUnchanged(OccupancyState state, Position position, GeofenceIndex index)
    {
        var held = 0;
        foreach (var fence in index.At(position.Latitude, position.Longitude))
        {
            var place = state.Find(fence.Definition.GeofenceId);
            if (place >= 0 ? !state.StayAt(place).Stands(fence.Definition, position.Timestamp) : fence.Hours?.IsInForce(position.Timestamp) != false)
            {
                return false;
            }

            held += place >= 0 ? 1 : 0;
        }

        return held == state.Inside.Length;
    }

    private static void Leave(
        OccupancyState state, string vehicleId, Position position, GeofenceIndex index, List<GeofenceCrossing> crossings)
    {
        var error = ErrorRadius(position);
        for (var i = state.Inside.Length - 1; i >= 0; i--)
        {
            var presence = state.Inside[i];
            var known = index.TryGet(presence.GeofenceId, out var fence) && fence.Definition.Incarnation == state.StayAt(i).Incarnation;
            var (at, reason) = known ? End(state, i, fence!, position, error) : (position.Timestamp, GeofenceEnds.Deleted);
            if (at is null)
            {
                Dwell(state, i, vehicleId, fence!, position, crossings);
                continue;
            }

            state.LeaveAt(i);
            crossings.Add(new GeofenceCrossing(
                known ? fence!.Definition : Gone(presence), CrossingKind.Exit, at.Value, presence.Since, !known || fence!.Authorizes(vehicleId), reason));
        }
    }

    /// <returns>When the stay ended, and why if not over the border; nothing where it goes on.</returns>
    private static (DateTimeOffset? At, string? Reason) End(OccupancyState state, int place, IndexedFence fence, Position position, double error)
    {
        var (since, stay) = (state.Inside[place].Since, state.StayAt(place));
        if (stay.Revision != fence.Definition.Revision)
        {
            state.Keep(place, stay = FenceStay.Of(fence, since, stay.Dwelled));
        }

        if (stay.Until <= position.Timestamp)
        {
            // Not in force when it came in, as the fence is now: it is found out only here.
            var at = stay.Until > since ? stay.Until.Value : position.Timestamp;
            return (at, fence.Hours!.ReasonAt(at));
        }

        return fence.SignedDistance(position.Latitude, position.Longitude) < error ? (null, null) : (position.Timestamp, null);
    }

    private static void Dwell(
        OccupancyState state, int place, string vehicleId, IndexedFence fence, Position position, List<GeofenceCrossing> crossings)
    {
        var stay = state.StayAt(place);
        if (stay.DwellAt is { } due && due <= position.Timestamp)
        {
            state.Keep(place, stay with { DwellAt = null, Dwelled = true });
            crossings.Add(new GeofenceCrossing(fence.Definition, CrossingKind.Dwell, due, state.Inside[place].Since, fence.Authorizes(vehicleId)));
        }
    }

    private static void Enter(
        OccupancyState state, string vehicleId, Position position, GeofenceIndex index, List<GeofenceCrossing> crossings)
    {
        foreach (var fence in index.At(position.Latitude, position.Longitude))
        {
            if (state.Find(fence.Definition.GeofenceId) >= 0
                || fence.Hours?.IsInForce(position.Timestamp) == false
                || !IsDeepEnough(fence, position))
            {
                continue;
            }

            var presence = new GeofencePresence
            {
                GeofenceId = fence.Definition.GeofenceId,
                Name = fence.Definition.Name,
                Since = position.Timestamp,
            };
            state.Enter(presence, FenceStay.Of(fence, position.Timestamp, dwelled: false));
            crossings.Add(new GeofenceCrossing(
                fence.Definition, CrossingKind.Entry, position.Timestamp, position.Timestamp, fence.Authorizes(vehicleId)));
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
