using Fleet.Vehicles;

namespace Fleet.Geofences;

/// <summary>What a position brings when the clock did it: dwells, fences that close, fences that are others.</summary>
public sealed class GeofenceClockTests
{
    private static readonly DateTimeOffset Noon = new(2024, 4, 13, 12, 0, 0, TimeSpan.Zero);

    private static readonly GeofenceDefinition Square = Fences.Of("square", Fences.Box(-0.01, -0.01, 0.01, 0.01)) with { Incarnation = 1, Revision = 1 };

    private readonly OccupancyState _state = new();
    private readonly List<GeofenceCrossing> _crossings = [];
    private GeofenceIndex _index = Fences.Index(Square);

    private void At(double minutes, double longitude = 0) => GeofenceMonitor.Apply(
        _state,
        "truck",
        new Position { Timestamp = Noon.AddMinutes(minutes), ReceivedAt = Noon, Latitude = 0, Longitude = longitude, SpeedKmh = 50 },
        _index,
        _crossings);

    [Fact]
    public void Dwell_comes_once_a_stay_at_its_own_moment()
    {
        _index = Fences.Index(Square with { DwellSeconds = 600 });
        At(0);
        At(9.9);
        Assert.Single(_crossings);
        At(12);
        At(13);
        At(14, longitude: 1);
        At(15);
        At(26);

        Assert.Equal(
            [(CrossingKind.Entry, 0d), (CrossingKind.Dwell, 10), (CrossingKind.Exit, 14), (CrossingKind.Entry, 15), (CrossingKind.Dwell, 25)],
            _crossings.Select(c => (c.Kind, (c.At - Noon).TotalMinutes)));
        Assert.Equal(600, _crossings[1].DwellSeconds);
    }

    [Fact]
    public void Who_is_outside_when_it_is_due_did_not_dwell()
    {
        _index = Fences.Index(Square with { DwellSeconds = 600 });
        At(0);
        At(11, longitude: 1);

        Assert.Equal([CrossingKind.Entry, CrossingKind.Exit], _crossings.Select(c => c.Kind));
    }

    [Fact]
    public void Closed_fence_is_left_at_its_close_and_entered_again_when_it_is_open()
    {
        _index = Fences.Index(Square with { Schedule = Fences.Schedule("UTC", ("6", 11 * 60, 13 * 60), ("6", 14 * 60, 15 * 60)) });
        At(-61);
        Assert.Empty(_crossings);
        At(0);
        At(59);
        Assert.Single(_crossings);
        At(61);
        At(90);
        At(121);
        At(200);

        Assert.Equal(
            [(CrossingKind.Entry, 0d, null), (CrossingKind.Exit, 60, GeofenceEnds.Schedule), (CrossingKind.Entry, 121, null), (CrossingKind.Exit, 180, GeofenceEnds.Schedule)],
            _crossings.Select(c => (c.Kind, (c.At - Noon).TotalMinutes, c.Reason)));
    }

    [Fact]
    public void One_position_after_a_night_leaves_and_enters()
    {
        _index = Fences.Index(Square with { Schedule = Fences.Schedule("UTC", ("0123456", 11 * 60, 13 * 60)) });
        At(0);
        At(24 * 60);

        Assert.Equal([(CrossingKind.Entry, 0d), (CrossingKind.Exit, 60), (CrossingKind.Entry, 1440)], _crossings.Select(c => (c.Kind, (c.At - Noon).TotalMinutes)));
    }

    [Fact]
    public void Expired_fence_is_left_when_it_expired()
    {
        _index = Fences.Index(Square with { ValidUntil = Noon.AddMinutes(30) });
        At(0);
        At(45);
        At(46);

        Assert.Equal((CrossingKind.Exit, Noon.AddMinutes(30), GeofenceEnds.Expired), (_crossings[1].Kind, _crossings[1].At, _crossings[1].Reason));
        Assert.Equal(2, _crossings.Count);
    }

    [Fact]
    public void Change_of_hours_counts_for_who_is_inside()
    {
        _index = Fences.Index(Square with { ValidUntil = Noon.AddMinutes(30) });
        At(0);
        _index = Fences.Index(Square with { ValidUntil = Noon.AddMinutes(60), Revision = 2 });
        At(45);
        Assert.Single(_crossings);
        _index = Fences.Index(Square with { ValidUntil = Noon.AddMinutes(50), Revision = 3 });
        At(51);

        Assert.Equal(Noon.AddMinutes(50), _crossings[1].At);
    }

    [Fact]
    public void Hours_that_end_before_it_came_in_end_its_stay_when_that_is_seen()
    {
        At(0);
        _index = Fences.Index(Square with { ValidUntil = Noon.AddMinutes(-10), Revision = 2 });
        At(5);

        Assert.Equal((CrossingKind.Exit, Noon.AddMinutes(5), GeofenceEnds.Expired), (_crossings[1].Kind, _crossings[1].At, _crossings[1].Reason));
    }

    [Fact]
    public void Another_fence_under_the_same_id_is_another()
    {
        At(0);
        _index = Fences.Index(Square with { Incarnation = 2 });
        At(5);

        Assert.Equal([(CrossingKind.Entry, null), (CrossingKind.Exit, GeofenceEnds.Deleted), (CrossingKind.Entry, null)], _crossings.Select(c => (c.Kind, c.Reason)));
    }

    [Fact]
    public void State_of_an_older_version_is_taken_over()
    {
        var old = Square with { Incarnation = 0, Revision = 0 };
        _index = Fences.Index(old);
        At(0);
        _state.Stays = []; // as it was written before
        At(1);
        _index = Fences.Index(old with { DwellSeconds = 60, Revision = 1 });
        At(2);
        At(3, longitude: 1);

        Assert.Equal([CrossingKind.Entry, CrossingKind.Dwell, CrossingKind.Exit], _crossings.Select(c => c.Kind));
    }

    [Fact]
    public void Exit_has_its_id_from_the_entry_whoever_finds_it()
    {
        _index = Fences.Index(Square with { ValidUntil = Noon.AddMinutes(30) });
        At(0);
        At(45);
        var state = new GeofenceState { Definition = Square with { ValidUntil = Noon.AddMinutes(30) } };
        GeofenceRoster.Enter(state, Fences.Stay("truck", Noon));
        var byClock = Assert.Single(GeofenceDeadlines.Due(state, Noon.AddMinutes(30))).Crossing;

        Assert.Equal(_crossings[1].At, byClock.At);
        Assert.Equal(IdOf(_crossings[1]), IdOf(byClock));
        Assert.Equal(IdOf(byClock), IdOf(Assert.Single(GeofenceDeadlines.All(state, Noon.AddMinutes(7))).Crossing));
        Assert.NotEqual(IdOf(_crossings[0]), IdOf(byClock));

        static string IdOf(GeofenceCrossing crossing) => GeofenceEvents.Of("org", "truck", crossing, null, null).EventId;
    }

    [Theory]
    [InlineData(GeofencePriority.Low, true, GeofencePriority.Low)]
    [InlineData(GeofencePriority.Low, false, GeofencePriority.High)]
    [InlineData(GeofencePriority.Critical, false, GeofencePriority.Critical)]
    public void Entry_of_who_may_not_come_is_high_at_least(GeofencePriority own, bool authorized, GeofencePriority told)
    {
        _index = Fences.Index(Square with { Priority = own, AuthorizedVehicleIds = [authorized ? "truck" : "other"] });
        At(0);

        var entry = GeofenceEvents.Of("org", "truck", Assert.Single(_crossings), null, Noon);
        Assert.Equal((authorized, told), (entry.Authorized!.Value, entry.GeofencePriority!.Value));
    }
}
