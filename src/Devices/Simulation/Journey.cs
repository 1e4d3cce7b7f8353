namespace Fleet.Devices.Simulation;

/// <summary>The way of one trip: points with the speed allowed at each and where it stops on the way.</summary>
internal sealed class Journey
{
    private readonly List<MapPoint> _points = [];
    private readonly List<double> _along = [];
    private readonly List<double> _limits = [];
    private readonly SortedList<double, double> _stops = [];

    public required string TripId { get; init; }

    public required int Destination { get; init; }

    /// <summary>Crossings to deliver at, in order; the last is the destination.</summary>
    public required IReadOnlyList<int> Deliveries { get; init; }

    public double Length => _along[^1];

    public double PlannedSeconds { get; private set; }

    /// <summary>Plans a way over the deliveries, with red lights and a stop at each delivery.</summary>
    public static Journey Plan(Town town, Random random, string tripId, int from, IReadOnlyList<int> deliveries)
    {
        var journey = new Journey { TripId = tripId, Destination = deliveries[^1], Deliveries = deliveries };
        var at = from;
        foreach (var delivery in deliveries)
        {
            foreach (var street in town.Way(at, delivery))
                journey.Add(street, random);
            journey._stops[journey.Length] = 25 + random.Next(50);
            at = delivery;
        }

        return journey;
    }

    public (MapPoint At, double Heading, double LimitKmh) Place(double along)
    {
        var i = Math.Clamp(_along.BinarySearch(along) is var found && found >= 0 ? found : ~found - 1, 0, _points.Count - 2);
        var length = _along[i + 1] - _along[i];
        return (_points[i].Towards(_points[i + 1], Math.Min(1, (along - _along[i]) / length)), _points[i].HeadingTo(_points[i + 1]), _limits[i]);
    }

    /// <summary>The highest speed now, m/s, at which every corner and stop ahead can still be met braking gently.</summary>
    public double SafeSpeed(double along, double speedFactor, double cornerAcceleration, double braking)
    {
        var safe = double.MaxValue;
        for (var i = Math.Max(1, _along.BinarySearch(along) is var found && found >= 0 ? found : ~found); i < _points.Count && _along[i] - along < 250; i++)
        {
            var here = CornerSpeed(i, cornerAcceleration);
            safe = Math.Min(safe, Math.Sqrt((here * here) + (2 * braking * Math.Max(0, _along[i] - along))));
        }

        if (NextStop(along) is { } stop)
            safe = Math.Min(safe, Math.Sqrt(2 * braking * Math.Max(0, stop.At - along)));
        return Math.Min(safe, Place(along).LimitKmh / 3.6 * speedFactor);
    }

    public (double At, double Seconds)? NextStop(double along)
    {
        foreach (var (at, seconds) in _stops)
        {
            if (at >= along - 1)
                return (at, seconds);
        }

        return null;
    }

    public void StopMade(double at) => _stops.Remove(at);

    /// <summary>A corner of 90° is driven on a curve of some 12 m, a gentler one on a wider.</summary>
    private double CornerSpeed(int i, double acceleration)
    {
        if (i >= _points.Count - 1)
            return 0;
        var turn = Math.Abs(((_points[i].HeadingTo(_points[i + 1]) - _points[i - 1].HeadingTo(_points[i]) + 540) % 360) - 180);
        return turn < 12 ? double.MaxValue / 4 : Math.Sqrt(acceleration * 12 * 90 / turn);
    }

    private void Add(Street street, Random random)
    {
        if (_points.Count == 0)
        {
            _points.Add(street.Shape[0]);
            _along.Add(0);
        }

        foreach (var point in street.Shape.Skip(1))
        {
            _along.Add(_along[^1] + _points[^1].DistanceTo(point));
            _points.Add(point);
            _limits.Add(street.LimitKmh);
        }

        PlannedSeconds += street.Seconds;
        if (random.NextDouble() < 0.12)
            _stops[Length] = 6 + random.Next(25);
    }
}
