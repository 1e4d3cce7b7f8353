using Fleet.Vehicles;

namespace Fleet.Events;

public class ReactionPlacesTests
{
    [Fact]
    public void What_came_before_is_not_new_again()
    {
        var places = ReactionPlaces.None.After(Batch(1, "a", 3, 7)).After(Batch(2, "b", 5));

        Assert.Equal([8, 9], places.New(Batch(1, "a", 6, 7, 8, 9)).Select(e => e.N));
        Assert.Empty(places.New(Batch(2, "b", 5)));
        Assert.Equal([1], places.New(Batch(3, "c", 1)).Select(e => e.N));
    }

    [Fact]
    public void Line_that_begins_anew_is_new_from_its_first_event()
    {
        var places = ReactionPlaces.None.After(Batch(1, "a", 700));

        Assert.Equal([1, 2], places.New(Batch(1, "b", 1, 2)).Select(e => e.N));
        Assert.Equal([3], places.After(Batch(1, "b", 1, 2)).New(Batch(1, "b", 2, 3)).Select(e => e.N));
    }

    [Fact]
    public void Batch_that_comes_late_moves_no_place_back()
    {
        var places = ReactionPlaces.None.After(Batch(1, "a", 9));

        Assert.Same(places, places.After(Batch(1, "a", 4, 5)));
    }

    private static ReactionBatch Batch(int shard, string epoch, params long[] numbers) => new()
    {
        Shard = shard,
        Epoch = epoch,
        Events = [.. numbers.Select(n => new NumberedEvent(n, new VehicleStatusChanged
        {
            EventId = $"{epoch}{n}",
            OrganizationId = "acme",
            Timestamp = DateTimeOffset.UnixEpoch,
            Status = VehicleStatus.Offline,
        }))],
    };
}
