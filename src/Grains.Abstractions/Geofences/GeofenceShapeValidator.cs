using System.Collections.Immutable;
using System.Globalization;
using Fleet.Geography;

namespace Fleet.Geofences;

/// <summary>Says what is wrong with a shape before it becomes a fence. Pure; the gateway calls it at the door.</summary>
public static class GeofenceShapeValidator
{
    /// <returns>The first problem found; null where the shape is sound.</returns>
    public static GeofenceShapeError? Validate(GeofenceShape shape, GeofenceShapeLimits limits)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(limits);
        return shape switch
        {
            PolygonShape polygons => Validate(polygons, limits),
            CircleShape circle => Coordinate(circle.Center, null, null, null, "center")
                ?? Size(circle.RadiusMeters, limits.MinRadiusMeters, limits.MaxRadiusMeters, GeofenceShapeProblem.RadiusOutOfRange, "radius"),
            CorridorShape corridor => Validate(corridor, limits),
            _ => throw new ArgumentException($"No rules for {shape.GetType().Name}.", nameof(shape)),
        };
    }

    private static GeofenceShapeError? Validate(CorridorShape corridor, GeofenceShapeLimits limits)
    {
        if (corridor.Path.IsDefault || corridor.Path.Length < 2)
        {
            return Error(GeofenceShapeProblem.Empty, null, null, null, "a corridor's path has at least two points");
        }

        if (corridor.Path.Length > limits.MaxVertices)
        {
            return TooMany(corridor.Path.Length, limits);
        }

        for (var i = 0; i < corridor.Path.Length; i++)
        {
            if (Coordinate(corridor.Path[i], null, null, i, "path") is { } error)
            {
                return error;
            }
        }

        return Size(corridor.WidthMeters, limits.MinWidthMeters, limits.MaxWidthMeters, GeofenceShapeProblem.WidthOutOfRange, "width");
    }

    private static GeofenceShapeError? Validate(PolygonShape shape, GeofenceShapeLimits limits)
    {
        if (shape.Polygons.IsDefaultOrEmpty)
        {
            return Error(GeofenceShapeProblem.Empty, null, null, null, "there is no polygon");
        }

        var vertices = 0L;
        foreach (var polygon in shape.Polygons)
        {
            vertices += Rings(polygon).Sum(ring => ring.IsDefault ? 0L : ring.Length);
        }

        if (vertices > limits.MaxVertices)
        {
            return TooMany(vertices, limits);
        }

        var rings = new List<FlatRing>();
        for (var p = 0; p < shape.Polygons.Length; p++)
        {
            var r = 0;
            foreach (var ring in Rings(shape.Polygons[p]))
            {
                if (ValidateRing(ring, p, r) is { } error)
                {
                    return error;
                }

                rings.Add(FlatRing.Of(ring, p, r++, rings));
            }
        }

        return rings.Select(ZeroArea).FirstOrDefault(e => e is not null)
            ?? RingCrossings.Find(rings)
            ?? Nesting(rings);
    }

    private static IEnumerable<ImmutableArray<GeoPoint>> Rings(PolygonRings polygon) =>
        polygon.Holes.IsDefault ? [polygon.Outer] : polygon.Holes.Prepend(polygon.Outer);

    private static GeofenceShapeError? ValidateRing(ImmutableArray<GeoPoint> ring, int polygon, int place)
    {
        if (ring.IsDefault || ring.Length < 4)
        {
            return Error(
                GeofenceShapeProblem.TooFewPoints, polygon, place, null, "a ring has at least four points, the closing one counted");
        }

        for (var i = 0; i < ring.Length; i++)
        {
            if (Coordinate(ring[i], polygon, place, i, "ring") is { } error)
            {
                return error;
            }
        }

        return ring[0] == ring[^1]
            ? null
            : Error(GeofenceShapeProblem.RingNotClosed, polygon, place, ring.Length - 1, "a ring ends where it began");
    }

    private static GeofenceShapeError? ZeroArea(FlatRing ring) =>
        ring.HasArea ? null : Error(GeofenceShapeProblem.ZeroArea, ring.Polygon, ring.Ring, null, "the ring encloses nothing");

    /// <summary>Only after it is known that no rings cross: then one vertex speaks for its ring.</summary>
    private static GeofenceShapeError? Nesting(List<FlatRing> rings)
    {
        var outers = rings.Where(r => r.Ring == 0).ToDictionary(r => r.Polygon);
        foreach (var hole in rings.Where(r => r.Ring > 0))
        {
            if (!outers[hole.Polygon].Holds(hole))
            {
                return Error(GeofenceShapeProblem.HoleOutside, hole.Polygon, hole.Ring, null, "the hole is not within its polygon");
            }
        }

        foreach (var inner in outers.Values)
        {
            foreach (var outer in outers.Values)
            {
                if (inner != outer
                    && outer.MayHold(inner)
                    && outer.Holds(inner)
                    && !rings.Any(hole => hole.Polygon == outer.Polygon && hole.Ring > 0 && hole.Holds(inner)))
                {
                    return Error(
                        GeofenceShapeProblem.RingsCross, inner.Polygon, 0, null, $"the polygon lies within polygon {outer.Polygon}");
                }
            }
        }

        return null;
    }

    private static GeofenceShapeError? Coordinate(GeoPoint point, int? polygon, int? ring, int? vertex, string of) =>
        point.Latitude is >= -90 and <= 90 && point.Longitude is >= -540 and <= 540
            ? null
            : Error(
                GeofenceShapeProblem.CoordinateOutOfRange,
                polygon,
                ring,
                vertex,
                string.Create(CultureInfo.InvariantCulture, $"{of}: ({point.Latitude}, {point.Longitude}) is no latitude and longitude"));

    private static GeofenceShapeError? Size(double meters, double least, double most, GeofenceShapeProblem problem, string name) =>
        meters >= least && meters <= most
            ? null
            : Error(problem, null, null, null, string.Create(CultureInfo.InvariantCulture, $"the {name} is between {least} and {most} m"));

    private static GeofenceShapeError TooMany(long vertices, GeofenceShapeLimits limits) => Error(
        GeofenceShapeProblem.TooManyVertices,
        null,
        null,
        null,
        string.Create(CultureInfo.InvariantCulture, $"{vertices} points are more than the {limits.MaxVertices} allowed"));

    private static GeofenceShapeError Error(GeofenceShapeProblem problem, int? polygon, int? ring, int? vertex, string message)
    {
        var where = polygon is null ? "" : string.Create(CultureInfo.InvariantCulture, $"polygon {polygon}, ring {ring}")
            + (vertex is null ? "" : string.Create(CultureInfo.InvariantCulture, $", vertex {vertex}")) + ": ";
        var at = polygon is null && vertex is not null ? string.Create(CultureInfo.InvariantCulture, $"point {vertex}: ") : where;
        return new GeofenceShapeError(problem, polygon, ring, vertex, at + message);
    }
}
