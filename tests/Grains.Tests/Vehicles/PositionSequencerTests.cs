using static Fleet.Vehicles.Positions;

namespace Fleet.Vehicles;

public class PositionSequencerTests
{
    private readonly VehicleState _state = new();

    [Fact]
    public void Batch_in_any_order_is_taken_by_event_time()
    {
        var (steps, outcomes) = Feed(_state, [At(2, 20), At(0, 0), At(1, 10)]);
        Assert.All(outcomes, o => Assert.Equal(PositionStatus.Accepted, o));
        Assert.Equal([0, 1, 2], steps.Select(s => (s.Position.Timestamp - Start).TotalSeconds));
    }

    [Fact]
    public void Same_millisecond_is_a_duplicate_within_and_across_batches()
    {
        Assert.Equal([PositionStatus.Accepted, PositionStatus.Duplicate], Feed(_state, [At(0, 0), At(0, 0)]).Outcomes);
        Assert.Equal([PositionStatus.Duplicate], Feed(_state, [At(0, 5)]).Outcomes);
    }

    [Fact]
    public void Older_than_the_newest_is_late_and_its_resend_a_duplicate()
    {
        Feed(_state, [At(10, 0)]);
        var (steps, outcomes) = Feed(_state, [At(5, 0)]);
        Assert.Equal([PositionStatus.Late], outcomes);
        Assert.Empty(steps);
        Assert.Equal([PositionStatus.Duplicate], Feed(_state, [At(5, 0)]).Outcomes);
    }

    [Fact]
    public void Resend_of_a_long_steady_upload_is_all_duplicates()
    {
        var upload = Drive(0, 5000, 36, 1).ToArray();
        Feed(_state, upload);
        Assert.All(Feed(_state, upload).Outcomes, o => Assert.Equal(PositionStatus.Duplicate, o));
    }

    [Fact]
    public void Resend_of_an_unsteady_upload_of_64_is_all_duplicates()
    {
        var upload = Enumerable.Range(0, 64).Select(i => At((i * 7) + (i * i % 5 * 0.137), i)).ToArray();
        Feed(_state, upload);
        Assert.All(Feed(_state, upload).Outcomes, o => Assert.Equal(PositionStatus.Duplicate, o));
    }

    [Fact]
    public void Jump_is_accepted_and_counted_but_moves_nothing()
    {
        Feed(_state, [At(0, 0), At(1, 10)]);
        var (steps, outcomes) = Feed(_state, [At(2, 50_000), At(3, 30)]);
        Assert.Equal([PositionStatus.Accepted, PositionStatus.Accepted], outcomes);
        Assert.Equal(1, _state.Counters.Jumps);
        Assert.Single(steps);
        Assert.InRange(_state.Odometer.TotalMeters, 29, 31);
    }

    [Fact]
    public void Jumps_that_agree_become_the_new_place_without_distance()
    {
        var (steps, _) = Feed(_state, [At(0, 0), At(1, 50_000), At(2, 50_010), At(3, 50_020), At(4, 50_040)]);
        Assert.Equal([0, 3, 4], steps.Select(s => (s.Position.Timestamp - Start).TotalSeconds));
        Assert.True(steps[1].Restarted);
        Assert.Equal(2, _state.Counters.Jumps);
        Assert.InRange(_state.Odometer.TotalMeters, 19, 21);
    }

    [Fact]
    public void Jumps_that_do_not_agree_never_relocate()
    {
        Feed(_state, [At(0, 0), At(1, 50_000), At(2, -50_000), At(3, 50_000), At(4, -50_000), At(5, 10)]);
        Assert.Equal(4, _state.Counters.Jumps);
        Assert.Equal(5, (_state.Sequence.LastGood!.Timestamp - Start).TotalSeconds);
    }

    [Theory]
    [InlineData(83, 0)]
    [InlineData(102, 0)]
    [InlineData(105, 1)]
    public void Jump_bound_allows_both_accuracies(double meters, int jumps)
    {
        Feed(_state, [At(0, 0), At(1, meters)]);
        Assert.Equal(jumps, _state.Counters.Jumps);
    }

    [Fact]
    public void Ledger_balances()
    {
        Feed(_state, [At(5, 0), At(5, 0), At(6, 90_000), At(7, 1)]);
        Feed(_state, [At(1, 0), At(7, 1)]);
        var c = _state.Counters;
        Assert.Equal((6, 3, 2, 1, 0, 1), (c.Received, c.Accepted, c.Duplicate, c.Late, c.Refused, c.Jumps));
    }

    [Fact]
    public void Two_positions_of_one_millisecond_give_the_same_whatever_their_order()
    {
        var other = new VehicleState();
        var a = Feed(_state, [At(0, 0), At(1, 10), At(1, 12)]).Steps;
        var b = Feed(other, [At(1, 12), At(1, 10), At(0, 0)]).Steps;
        Assert.Equal(a.Select(s => s.Position), b.Select(s => s.Position));
    }
}
