namespace Fleet.Devices.Simulation;

/// <summary>
/// A made-up town: a bent grid of streets, every fourth one wide and fast. Streets are bent in the middle, so that no
/// two journeys look ruled.
/// </summary>
internal sealed class Town
{
    private const int Blocks = 24;
    private const double BlockMeters = 260;
    private const double MetersPerDegree = 111_320;

    private readonly double _latitude;
    private readonly double _longitude;
    private readonly MapPoint[] _crossings = new MapPoint[Blocks * Blocks];
    private readonly List<Street>[] _streets = new List<Street>[Blocks * Blocks];

    public Town(int seed, double latitude, double longitude)
    {
        (_latitude, _longitude) = (latitude, longitude);
        var random = new Random(seed);
        for (var i = 0; i < _crossings.Length; i++)
        {
            var (column, row) = (i % Blocks, i / Blocks);
            _crossings[i] = new MapPoint(
                ((column - (Blocks / 2)) * BlockMeters) + (random.NextDouble() * 70) - 35,
                ((row - (Blocks / 2)) * BlockMeters) + (random.NextDouble() * 70) - 35);
            _streets[i] = [];
        }

        for (var i = 0; i < _crossings.Length; i++)
        {
            if (i % Blocks < Blocks - 1)
                Connect(i, i + 1, i / Blocks, random);
            if (i / Blocks < Blocks - 1)
                Connect(i, i + Blocks, i % Blocks, random);
        }
    }

    public int Crossings => _crossings.Length;

    public MapPoint Place(int crossing) => _crossings[crossing];

    public (double Latitude, double Longitude) Geographic(MapPoint at)
    {
        var latitude = _latitude + (at.North / MetersPerDegree);
        var longitude = _longitude + (at.East / (MetersPerDegree * Math.Cos(_latitude * Math.PI / 180)));
        return (latitude, longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude);
    }

    /// <summary>The quickest way (Dijkstra over driving time). Never empty: from and to differ.</summary>
    public IReadOnlyList<Street> Way(int from, int to)
    {
        var reached = new Dictionary<int, Street?> { [from] = null };
        var best = new Dictionary<int, double> { [from] = 0 };
        var open = new PriorityQueue<int, double>();
        open.Enqueue(from, 0);
        while (open.TryDequeue(out var at, out var seconds) && at != to)
        {
            if (seconds > best[at])
                continue;
            foreach (var street in _streets[at])
            {
                var arrival = seconds + street.Seconds;
                if (best.TryGetValue(street.To, out var known) && known <= arrival)
                    continue;
                best[street.To] = arrival;
                reached[street.To] = street;
                open.Enqueue(street.To, arrival);
            }
        }

        var way = new List<Street>();
        for (var street = reached[to]; street is not null; street = reached[street.From])
            way.Add(street);
        way.Reverse();
        return way;
    }

    private void Connect(int a, int b, int line, Random random)
    {
        var limit = line % 8 == 4 ? 70 : line % 4 == 0 ? 50 : 40;
        var middle = _crossings[a].Towards(_crossings[b], 0.5);
        var bend = new MapPoint(middle.East + (random.NextDouble() * 24) - 12, middle.North + (random.NextDouble() * 24) - 12);
        _streets[a].Add(new Street(a, b, [_crossings[a], bend, _crossings[b]], limit));
        _streets[b].Add(new Street(b, a, [_crossings[b], bend, _crossings[a]], limit));
    }
}
