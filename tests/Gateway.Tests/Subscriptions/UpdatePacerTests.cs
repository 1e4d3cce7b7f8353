using Fleet.Testing;

namespace Fleet.Gateway.Subscriptions;

public sealed class UpdatePacerTests
{
    [Fact]
    public void First_goes_at_once_and_the_newest_of_the_rest_at_the_end_of_the_interval()
    {
        var (clock, listener, pacer) = Make();

        pacer.Take(Made.Feed(Made.Location("v", 1)));
        pacer.Take(Made.Feed(Made.Location("v", 2)));
        pacer.Take(Made.Feed(Made.Location("v", 3)));
        Assert.Equal(["v:1:location"], listener.EventIds);
        clock.Advance(TimeSpan.FromMilliseconds(9_999));
        Assert.Single(listener.EventIds);
        clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(["v:1:location", "v:3:location"], listener.EventIds);
        Assert.Equal(1, listener.Superseded);
    }

    [Fact]
    public void One_that_comes_after_the_interval_goes_at_once()
    {
        var (clock, listener, pacer) = Make();
        pacer.Take(Made.Feed(Made.Location("v", 1)));

        clock.Advance(TimeSpan.FromSeconds(10));
        pacer.Take(Made.Feed(Made.Location("v", 2)));

        Assert.Equal(2, listener.EventIds.Count);
    }

    [Fact]
    public void One_delivered_at_the_end_begins_the_next_interval()
    {
        var (clock, listener, pacer) = Make();
        pacer.Take(Made.Feed(Made.Location("v", 1)));
        pacer.Take(Made.Feed(Made.Location("v", 2)));
        clock.Advance(TimeSpan.FromSeconds(10));

        pacer.Take(Made.Feed(Made.Location("v", 3)));
        Assert.Equal(2, listener.EventIds.Count);
        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["v:1:location", "v:2:location", "v:3:location"], listener.EventIds);
    }

    [Fact]
    public void Vehicles_are_paced_apart()
    {
        var (clock, listener, pacer) = Make();
        pacer.Take(Made.Feed(Made.Location("v", 1)));
        clock.Advance(TimeSpan.FromSeconds(5));
        pacer.Take(Made.Feed(Made.Location("w", 1)));
        pacer.Take(Made.Feed(Made.Location("v", 2)));
        pacer.Take(Made.Feed(Made.Location("w", 2)));

        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["v:1:location", "w:1:location", "v:2:location"], listener.EventIds);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("w:2:location", listener.EventIds[^1]);
    }

    [Fact]
    public void Stopped_pacer_says_nothing_more()
    {
        var (clock, listener, pacer) = Make();
        pacer.Take(Made.Feed(Made.Location("v", 1)));
        pacer.Take(Made.Feed(Made.Location("v", 2)));

        pacer.Stop();
        clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Single(listener.EventIds);
        Assert.Equal(1, listener.Superseded);
    }

    private static (ManualTimeProvider Clock, Listener Listener, UpdatePacer Pacer) Make()
    {
        var clock = new ManualTimeProvider();
        var listener = new Listener("org");
        return (clock, listener, new UpdatePacer(listener, UpdatePacer.IntervalOf(UpdateFrequency.Medium), new PaceClock(clock)));
    }
}
