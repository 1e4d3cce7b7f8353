using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Fleet.Layers;

namespace Fleet.Roads;

/// <summary>The roads of one layer, ready to be asked what is near a place. Immutable; shared by all who ask.</summary>
internal sealed class RoadLayerIndex : ILayerIndex
{
    private readonly ImmutableArray<RoadLimit> _roads;
    private readonly Dictionary<string, int> _byId;

    /// <summary>All points, longitude before latitude.</summary>
    private readonly int[] _points;

    /// <summary>Where in them each segment begins, and whose it is.</summary>
    private readonly int[] _segments;
    private readonly int[] _owners;
    private readonly RoadCells _cells;

    /// <summary>The points that each road has in common with another.</summary>
    private readonly long[][] _junctions;

    public RoadLayerIndex(RoadLayer layer)
    {
        LayerId = layer.LayerId;
        Version = layer.Version;
        _roads = layer.Roads;
        _byId = new Dictionary<string, int>(_roads.Length, StringComparer.Ordinal);
        var points = new List<int>();
        var segments = new List<int>();
        var owners = new List<int>();
        for (var road = 0; road < _roads.Length; road++)
        {
            _byId[_roads[road].RoadId] = road;
            foreach (var line in _roads[road].Lines)
            {
                for (var i = 0; i + 3 < line.Length; i += 2)
                {
                    segments.Add(points.Count + i);
                    owners.Add(road);
                }

                points.AddRange(line);
            }
        }

        (_points, _segments, _owners) = ([.. points], [.. segments], [.. owners]);
        _cells = new RoadCells(_points, _segments);
        _junctions = Junctions(_roads);
    }

    public string LayerId { get; }

    public long Version { get; }

    public RoadLimit this[int road] => _roads[road];

    public bool TryFind(string roadId, out int road) => _byId.TryGetValue(roadId, out road);

    /// <summary>Adds each road within a distance once, by its nearest segment; of equally near ones the best aligned with a heading.</summary>
    public void Near(double latitude, double longitude, double meters, double? heading, List<RoadFind> finds)
    {
        var plane = new RoadPlane(latitude, longitude);
        var (west, south, east, north) = plane.Box(meters);
        var visitor = new Nearest(this, plane, meters, heading, finds);
        _cells.Visit(west, south, east, north, ref visitor);
    }

    /// <summary>Whether two roads meet within a distance of a place.</summary>
    public bool Meet(int a, int b, double latitude, double longitude, double meters)
    {
        var plane = new RoadPlane(latitude, longitude);
        foreach (var junction in _junctions[a])
        {
            var (east, north) = plane.Of((int)(junction >> 32), (int)junction);
            if ((east * east) + (north * north) <= meters * meters && Array.BinarySearch(_junctions[b], junction) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static long[][] Junctions(ImmutableArray<RoadLimit> roads)
    {
        // The road a point was first seen on; −1 once a second one has it too.
        var first = new Dictionary<long, int>();
        foreach (var (road, point) in Points(roads))
        {
            ref var owner = ref CollectionsMarshal.GetValueRefOrAddDefault(first, point, out var known);
            owner = !known || owner == road ? road : -1;
        }

        var junctions = new HashSet<long>[roads.Length];
        foreach (var (road, point) in Points(roads))
        {
            if (first[point] < 0)
            {
                (junctions[road] ??= []).Add(point);
            }
        }

        return [.. junctions.Select(set => set is null ? [] : set.Order().ToArray())];
    }

    private static IEnumerable<(int Road, long Point)> Points(ImmutableArray<RoadLimit> roads)
    {
        for (var road = 0; road < roads.Length; road++)
        {
            foreach (var line in roads[road].Lines)
            {
                for (var i = 0; i + 1 < line.Length; i += 2)
                {
                    yield return (road, ((long)line[i] << 32) | (uint)line[i + 1]);
                }
            }
        }
    }

    private readonly ref struct Nearest(
        RoadLayerIndex index, RoadPlane plane, double meters, double? heading, List<RoadFind> finds) : IRoadVisitor
    {
        /// <summary>At a bend two segments are equally near.</summary>
        private const double SameMeters = 0.5;

        private readonly int _from = finds.Count;

        public void Visit(int segment)
        {
            var at = index._segments[segment];
            var distance = plane.Distance(index._points.AsSpan(at, 4), out var way);
            if (distance <= meters && way != default)
            {
                Keep(new RoadFind(index, index._owners[segment], distance, Math.Atan2(way.East, way.North) * 180 / Math.PI));
            }
        }

        private void Keep(in RoadFind find)
        {
            for (var i = _from; i < finds.Count; i++)
            {
                if (finds[i].Road == find.Road)
                {
                    if (IsBetter(find, finds[i]))
                    {
                        finds[i] = find;
                    }

                    return;
                }
            }

            finds.Add(find);
        }

        private bool IsBetter(in RoadFind a, in RoadFind b) =>
            Math.Abs(a.Meters - b.Meters) > SameMeters || heading is null
                ? a.Meters < b.Meters
                : RoadMatcher.Apart(heading.Value, a.Degrees) < RoadMatcher.Apart(heading.Value, b.Degrees);
    }
}
