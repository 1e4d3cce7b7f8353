using Fleet.Engine.Fixture;

namespace Fleet.Engine.Failures;

public sealed class FailureTests(SharedHost host) : ContractTest(host)
{
    [Fact]
    public async Task Exception_reaches_the_caller_with_its_type_and_members()
    {
        var thrown = await Assert.ThrowsAsync<FleetException>(() => Grain<IFailingGrain>().Throw("broken").WaitAsync(Limit));
        Assert.Equal("broken", thrown.Message);
        Assert.Equal(42, thrown.Code);
    }

    [Fact]
    public async Task Exception_thrown_before_the_first_await_reaches_the_caller()
    {
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => Grain<IFailingGrain>().ThrowAtOnce("at once").WaitAsync(Limit));
        Assert.Equal("at once", thrown.Message);
    }

    [Fact]
    public async Task Exception_of_a_value_task_reaches_the_caller() =>
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Grain<IFailingGrain>().ThrowLater("later").AsTask().WaitAsync(Limit));

    [Fact]
    public async Task Cancellation_thrown_by_a_grain_reaches_the_caller() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Grain<IFailingGrain>().Cancel().WaitAsync(Limit));

    [Fact]
    public async Task Grain_that_threw_serves_the_next_call()
    {
        var grain = Grain<IFailingGrain>();
        await Assert.ThrowsAsync<FleetException>(() => grain.Throw("broken").WaitAsync(Limit));
        Assert.Equal("fine", await grain.Echo("fine").AsTask().WaitAsync(Limit));
    }

    [Fact]
    public async Task Call_that_is_never_answered_ends_in_a_timeout() =>
        await Assert.ThrowsAsync<TimeoutException>(() => Grain<IFailingGrain>().NeverAnswer().WaitAsync(Limit));

    [Fact]
    public async Task Grains_that_wait_for_each_other_end_in_a_timeout()
    {
        var thrown = await Record.ExceptionAsync(() => Grain<IFailingGrain>("-a").CallBack(Key + "-b").WaitAsync(Limit));
        Assert.IsType<TimeoutException>(thrown);
    }

    [Fact]
    public async Task Caller_that_cancels_gets_its_answer_and_the_grain_learns_of_it()
    {
        using var source = new CancellationTokenSource();
        var waiting = Grain<IFailingGrain>().Wait(source.Token);
        await Said("waiting");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Limit));
        await Said("cancelled");
    }

    [Fact]
    public async Task One_way_call_does_not_wait_for_the_grain()
    {
        await Grain<IFailingGrain>().OneWay().WaitAsync(Limit);
        Assert.Equal(0, Signals.Count($"{Key}:gone"));
        Signals.Open($"{Key}:go");
        await Said("gone");
    }

    [Fact]
    public async Task One_way_call_that_throws_harms_nobody()
    {
        var grain = Grain<IFailingGrain>();
        await grain.OneWayThrow().WaitAsync(Limit);
        Assert.Equal("fine", await grain.Echo("fine").AsTask().WaitAsync(Limit));
    }
}
