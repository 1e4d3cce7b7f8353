using System.Globalization;

namespace Fleet.Geofences;

public sealed class GeofenceRosterTests
{
    private static readonly DateTimeOffset Noon = new(2024, 4, 13, 12, 0, 0, TimeSpan.Zero);

    private readonly GeofenceState _state = new();

    [Fact]
    public void Entry_told_twice_counts_once()
    {
        Assert.True(GeofenceRoster.Enter(_state, Fences.Stay("a", Noon)));
        Assert.False(GeofenceRoster.Enter(_state, Fences.Stay("a", Noon)));
        Assert.False(GeofenceRoster.Enter(_state, Fences.Stay("a", Noon.AddSeconds(-5))));
        Assert.Equal(Noon, Assert.Single(GeofenceRoster.Occupants(_state)).Since);
    }

    [Fact]
    public void Entry_after_a_lost_leaving_is_the_newer_one()
    {
        GeofenceRoster.Enter(_state, Fences.Stay("a", Noon));
        Assert.True(GeofenceRoster.Enter(_state, Fences.Stay("a", Noon.AddHours(1))));
        Assert.Equal(Noon.AddHours(1), Assert.Single(GeofenceRoster.Occupants(_state)).Since);
    }

    [Fact]
    public void Leaving_that_overtook_its_entry_wins()
    {
        Assert.True(GeofenceRoster.Leave(_state, "a", Noon));
        Assert.False(GeofenceRoster.Enter(_state, Fences.Stay("a", Noon.AddSeconds(-1))));
        Assert.Empty(GeofenceRoster.Occupants(_state));
    }

    [Fact]
    public void Leaving_from_before_the_entry_is_old()
    {
        GeofenceRoster.Enter(_state, Fences.Stay("a", Noon));
        Assert.False(GeofenceRoster.Leave(_state, "a", Noon.AddSeconds(-1)));
        Assert.Single(GeofenceRoster.Occupants(_state));
    }

    [Fact]
    public void Leaving_told_twice_changes_nothing()
    {
        GeofenceRoster.Enter(_state, Fences.Stay("a", Noon));
        Assert.True(GeofenceRoster.Leave(_state, "a", Noon.AddSeconds(5)));
        Assert.False(GeofenceRoster.Leave(_state, "a", Noon.AddSeconds(5)));
    }

    [Fact]
    public void Departures_remembered_are_bounded_and_the_oldest_leave_first()
    {
        for (var i = 0; i <= GeofenceRoster.Departures; i++)
        {
            GeofenceRoster.Leave(_state, i.ToString(CultureInfo.InvariantCulture), Noon.AddSeconds(i));
        }

        Assert.Equal(GeofenceRoster.Departures, _state.Left.Count);
        Assert.DoesNotContain("0", _state.Left.Keys);
    }
}
