using System.Collections.Immutable;
using System.Globalization;
using Fleet.Geofences;
using Fleet.Geography;
using Fleet.Layers;
using Fleet.Roads;

namespace Fleet.Places;

/// <summary>
/// The places of one layer: points and streets in the grid that roads lie in (a point is a segment without length), areas in
/// the index of fences. Immutable; shared by all who ask.
/// </summary>
internal sealed class PlaceLayerIndex : ILayerIndex
{
    private readonly ImmutableArray<Place> _places;

    /// <summary>All points, longitude before latitude; where in them each segment begins, and whose it is.</summary>
    private readonly int[] _points;
    private readonly int[] _segments;
    private readonly int[] _owners;
    private readonly RoadCells _cells;

    /// <summary>Fences named by their place's number.</summary>
    private readonly GeofenceIndex _areas;
    private readonly Dictionary<string, double> _squareMeters = new(StringComparer.Ordinal);

    public PlaceLayerIndex(PlaceLayer layer)
    {
        (LayerId, Version, _places) = (layer.LayerId, layer.Version, layer.Places);
        var (points, segments, owners) = (new List<int>(), new List<int>(), new List<int>());
        var areas = ImmutableArray.CreateBuilder<GeofenceDefinition>();
        for (var i = 0; i < _places.Length; i++)
        {
            foreach (var line in LinesOf(_places[i]))
            {
                for (var at = 0; at + 3 < line.Length; at += 2)
                {
                    segments.Add(points.Count + at);
                    owners.Add(i);
                }

                points.AddRange(line);
            }

            if (_places[i].Area is { } area)
            {
                var id = i.ToString(CultureInfo.InvariantCulture);
                areas.Add(new GeofenceDefinition { GeofenceId = id, Name = _places[i].Name!, Shape = area });
                _squareMeters[id] = area.Polygons.Sum(SquareMeters);
            }
        }

        (_points, _segments, _owners) = ([.. points], [.. segments], [.. owners]);
        _cells = new RoadCells(_points, _segments);
        _areas = GeofenceIndex.Empty.With(new GeofenceChanges { Version = 1, Since = -1, Complete = true, Defined = areas.ToImmutable() });
    }

    public string LayerId { get; }

    public long Version { get; }

    /// <summary>Puts what is nearer than they are in the place of both.</summary>
    public void Near(double latitude, double longitude, ref PlaceNear point, ref PlaceNear street)
    {
        var plane = new RoadPlane(latitude, longitude);
        var (west, south, east, north) = plane.Box(Math.Max(point.Meters, street.Meters));
        var visitor = new Nearest(this, plane) { Point = point, Street = street };
        _cells.Visit(west, south, east, north, ref visitor);
        (point, street) = (visitor.Point, visitor.Street);
    }

    /// <summary>Puts the smallest area that holds a position in the place of a larger one.</summary>
    public void Smallest(double latitude, double longitude, ref (string? Name, double SquareMeters) area)
    {
        foreach (var fence in _areas.At(latitude, longitude))
        {
            if (_squareMeters[fence.Definition.GeofenceId] is var size && size < area.SquareMeters)
            {
                area = (fence.Definition.Name, size);
            }
        }
    }

    private static ImmutableArray<ImmutableArray<int>> LinesOf(Place place)
    {
        if (place.Point is not { } at)
        {
            return place.Lines;
        }

        var (x, y) = ((int)Math.Round(at.Longitude / RoadLimit.Unit), (int)Math.Round(at.Latitude / RoadLimit.Unit));
        return [[x, y, x, y]];
    }

    private static double SquareMeters(PolygonRings polygon) => SquareMeters(polygon.Outer) - polygon.Holes.Sum(SquareMeters);

    /// <summary>By the shoelace formula in the plane that touches the earth at the ring's first point: for telling the larger from the smaller.</summary>
    private static double SquareMeters(ImmutableArray<GeoPoint> ring)
    {
        var plane = new RoadPlane(ring[0].Latitude, ring[0].Longitude);
        var sum = 0.0;
        for (var i = 1; i < ring.Length; i++)
        {
            var (ax, ay) = Of(ring[i - 1]);
            var (bx, by) = Of(ring[i]);
            sum += (ax * by) - (bx * ay);
        }

        return Math.Abs(sum) / 2;

        (double East, double North) Of(GeoPoint p) => plane.Of((int)Math.Round(RoadPlane.Shorter(p.Longitude / RoadLimit.Unit)), (int)Math.Round(p.Latitude / RoadLimit.Unit));
    }

    private struct Nearest(PlaceLayerIndex index, RoadPlane plane) : IRoadVisitor
    {
        public PlaceNear Point { get; set; }

        public PlaceNear Street { get; set; }

        public void Visit(int segment)
        {
            var at = index._segments[segment];
            var place = index._places[index._owners[segment]];
            var meters = plane.Distance(index._points.AsSpan(at, 4), out _);
            if (place.Point is null)
            {
                Street = meters < Street.Meters || (Street.Place is null && meters <= Street.Meters) ? new PlaceNear(place, meters) : Street;
            }
            else
            {
                Point = meters < Point.Meters || (Point.Place is null && meters <= Point.Meters) ? new PlaceNear(place, meters) : Point;
            }
        }
    }
}
