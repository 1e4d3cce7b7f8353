using Fleet.Vehicles;

namespace Fleet.Geofences;

public sealed class GeofenceMonitorTests
{
    private static readonly DateTimeOffset Start = new(2024, 4, 13, 12, 0, 0, TimeSpan.Zero);

    // 2.2 km square around (0, 0); its eastern border is the meridian 0.01°.
    private static readonly GeofenceDefinition Square = Fences.Of("square", Fences.Box(-0.01, -0.01, 0.01, 0.01));

    private readonly OccupancyState _state = new();
    private readonly List<GeofenceCrossing> _crossings = [];
    private GeofenceIndex _index = Fences.Index(Square);
    private int _seconds;

    /// <summary>A fix so many metres east of the square's eastern border.</summary>
    private void At(double metersEast, double? accuracy = null, double? speed = 50, double latitude = 0) => GeofenceMonitor.Apply(
        _state,
        "truck",
        new Position
        {
            Timestamp = Start.AddSeconds(_seconds++),
            ReceivedAt = Start,
            Latitude = latitude,
            Longitude = 0.01 + (metersEast / Plane.MetersPerDegree),
            AccuracyMeters = accuracy,
            SpeedKmh = speed,
        },
        _index,
        _crossings);

    [Theory]
    [InlineData(null, -9.9, false)]
    [InlineData(null, -10.1, true)]
    [InlineData(25.0, -24.9, false)]
    [InlineData(25.0, -25.1, true)]
    [InlineData(0.0, -2.9, false)]
    [InlineData(0.0, -3.1, true)]
    public void Fence_is_entered_when_the_whole_circle_is_inside(double? accuracy, double metersEast, bool entered)
    {
        At(metersEast, accuracy);

        Assert.Equal(entered, _crossings.Count == 1);
        Assert.Equal(entered ? 1 : 0, _state.Inside.Length);
    }

    [Theory]
    [InlineData(9.9, false)]
    [InlineData(10.1, true)]
    public void Fence_is_left_when_the_whole_circle_is_outside(double metersEast, bool left)
    {
        At(-500);
        At(metersEast, accuracy: 10);

        Assert.Equal(left ? 2 : 1, _crossings.Count);
        if (left)
        {
            Assert.Equal((false, 1.0), (_crossings[1].Entry, _crossings[1].DwellSeconds));
            Assert.Equal(Start.AddSeconds(1), _crossings[1].At);
        }
    }

    [Fact]
    public void Jitter_within_the_error_circle_makes_no_crossing()
    {
        var random = new Random(11);
        At(-500);
        for (var i = 0; i < 10_000; i++)
        {
            At(((random.NextDouble() * 2) - 1) * 14.99, accuracy: 15);
        }

        Assert.Single(_crossings);
    }

    [Fact]
    public void Drift_of_a_parked_vehicle_on_the_border_makes_no_crossing()
    {
        // A fix's error as receivers have it: 68 % within the accuracy, correlated over half a minute.
        var random = new Random(12);
        const double Accuracy = 8;
        var east = 0.0;
        At(-500);
        for (var i = 0; i < 20_000; i++)
        {
            var gauss = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            east = (east * 0.97) + (Math.Sqrt(1 - (0.97 * 0.97)) * gauss * Accuracy / 1.51);
            At(east, Accuracy, speed: 0.4);
        }

        Assert.Single(_crossings);
    }

    [Fact]
    public void Small_fence_can_be_entered_and_left_with_a_poor_fix()
    {
        _index = Fences.Index(Fences.Circle("gate", 0, 0.01, 20));
        At(0, accuracy: 50);
        Assert.True(Assert.Single(_crossings).Entry);

        At(60, accuracy: 50);
        Assert.Single(_crossings);
        At(75, accuracy: 50);
        Assert.False(_crossings[1].Entry);
    }

    [Fact]
    public void Fix_too_coarse_for_the_fence_decides_no_entry()
    {
        _index = Fences.Index(Fences.Circle("gate", 0, 0.01, 20));
        At(0, accuracy: 500);

        Assert.Empty(_crossings);
    }

    [Fact]
    public void Fence_that_is_gone_is_left_by_its_name()
    {
        At(-500);
        _index = Fences.Index();
        At(-500);

        var exit = _crossings[1];
        Assert.Equal((false, "square", "name of square", true), (exit.Entry, exit.Fence.GeofenceId, exit.Fence.Name, exit.Authorized));
        Assert.Empty(_state.Inside);
    }

    [Fact]
    public void Fence_that_moved_away_is_left()
    {
        At(-500);
        _index = Fences.Index(Square with { Shape = Fences.Box(1, 1, 2, 2) });
        At(-500);

        Assert.False(_crossings[1].Entry);
    }

    [Fact]
    public void Exits_come_before_entries_and_each_by_id()
    {
        _index = Fences.Index(
            Fences.Of("b", Fences.Box(0, -1, 0.01, 1)),
            Fences.Of("a", Fences.Box(0, -1, 0.01, 1)),
            Fences.Of("d", Fences.Box(0.01, -1, 0.02, 1)),
            Fences.Of("c", Fences.Box(0.01, -1, 0.02, 1)));
        At(-500);
        At(500);

        Assert.Equal(["+a", "+b", "-a", "-b", "+c", "+d"], _crossings.Select(c => (c.Entry ? "+" : "-") + c.Fence.GeofenceId));
    }

    [Theory]
    [InlineData("truck", true)]
    [InlineData("other", false)]
    public void Only_named_vehicles_are_authorized(string named, bool authorized)
    {
        _index = Fences.Index(Square with { AuthorizedVehicleIds = [named] });
        At(-500);

        Assert.Equal(authorized, Assert.Single(_crossings).Authorized);
    }

    [Fact]
    public void Lowest_limit_of_the_fences_inside_holds()
    {
        _index = Fences.Index(
            Square with { GeofenceId = "a", SpeedLimitKmh = 50 },
            Square with { GeofenceId = "b", SpeedLimitKmh = 30 },
            Square with { GeofenceId = "c" });
        Assert.Null(_state.SpeedLimitKmh(_index));
        At(-500);

        Assert.Equal(30, _state.SpeedLimitKmh(_index));
    }

    [Fact]
    public void Drive_through_is_entered_and_left_once_whatever_the_noise()
    {
        var random = new Random(13);
        for (var x = 500.0; x > -3000; x -= 5)
        {
            At(x + ((random.NextDouble() - 0.5) * 16), accuracy: 8);
        }

        Assert.Equal([true, false], _crossings.Select(c => c.Entry));
    }

    [Fact]
    public void Steady_position_allocates_nothing()
    {
        _index = Fences.Index(Enumerable.Range(0, 2000).Select(i => Fences.Of(
            $"f{i}", Fences.Box(i % 50 * 0.01, i / 50 * 0.01, (i % 50 * 0.01) + 0.01, (i / 50 * 0.01) + 0.01))));
        var position = new Position { Timestamp = Start, ReceivedAt = Start, Latitude = 0.105, Longitude = 0.105, SpeedKmh = 50 };
        for (var i = 0; i < 100; i++)
        {
            GeofenceMonitor.Apply(_state, "truck", position, _index, _crossings);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            GeofenceMonitor.Apply(_state, "truck", position, _index, _crossings);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Single(_state.Inside);
    }

    [Fact]
    public void Signed_distance_is_negative_inside_and_in_metres()
    {
        Assert.True(_index.TryGet("square", out var fence));
        Assert.Equal(-100, fence.SignedDistance(0.002, 0.01 - (100 / Plane.MetersPerDegree)), 0.01);
        Assert.Equal(100, fence.SignedDistance(0.002, 0.01 + (100 / Plane.MetersPerDegree)), 0.01);
    }
}
