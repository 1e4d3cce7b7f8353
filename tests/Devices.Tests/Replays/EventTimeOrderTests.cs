using Fleet.Devices.Replays;
using Fleet.Devices.Traces;
using Fleet.Testing;

namespace Fleet.Devices.Tests.Replays;

public sealed class EventTimeOrderTests
{
    private static TraceRow Row(string vehicle, int second) => new(
        second, new TracePoint { VehicleId = vehicle, Time = DateTimeOffset.UnixEpoch.AddSeconds(second), Latitude = 0, Longitude = 0 }, null);

    [Fact]
    public void Vehicles_one_behind_the_other_are_put_beside_each_other()
    {
        TraceRow[] rows = [Row("a", 1), Row("a", 3), Row("b", 2), Row("b", 4)];
        Assert.False(EventTimeOrder.IsOrdered(rows));
        Assert.Equal([1, 2, 3, 4], EventTimeOrder.Sorted(rows).Select(r => r.Row.Line));
    }

    [Fact]
    public void Step_back_in_time_stays_behind_the_point_it_followed()
    {
        TraceRow[] rows = [Row("a", 1), Row("a", 5), Row("a", 2), Row("a", 6)];
        Assert.True(EventTimeOrder.IsOrdered(rows));
        Assert.Equal([1, 5, 2, 6], EventTimeOrder.Streamed(rows).Select(r => r.Row.Line));
        Assert.Equal([1, 5, 5, 6], EventTimeOrder.Streamed(rows).Select(r => r.Due.ToUnixTimeSeconds()));
    }

    [Fact]
    public async Task Pacer_lets_a_point_go_when_its_time_has_come_and_not_before()
    {
        var clock = new ManualTimeProvider();
        var pacer = new EventTimePacer(10, clock);
        await pacer.WaitFor(DateTimeOffset.UnixEpoch, CancellationToken.None);
        var second = pacer.WaitFor(DateTimeOffset.UnixEpoch.AddSeconds(60), CancellationToken.None).AsTask();
        clock.Advance(TimeSpan.FromSeconds(5.9));
        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        await second;
    }
}
