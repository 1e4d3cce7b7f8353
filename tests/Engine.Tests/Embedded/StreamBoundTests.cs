using Fleet.Engine.Fixture;
using Orleans.Providers.Streams.Common;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Streams;

namespace Fleet.Engine.Embedded;

[Collection(ContractTest.Name)]
public sealed class StreamBoundTests
{
    private const int Bound = 16_384;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Producer_ahead_of_a_stuck_consumer_is_refused_at_the_bound_and_served_again_after_it()
    {
        await using var own = await OwnClockHost.Start();
        var stream = StreamOf(own);
        var gate = new TaskCompletionSource();
        var all = new TaskCompletionSource();
        var seen = 0;
        await stream.SubscribeAsync(async (_, _) =>
        {
            await gate.Task;
            if (++seen == Bound + 1) all.TrySetResult();
        });

        for (var i = 0; i < Bound; i++) await stream.OnNextAsync(i);
        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.OnNextAsync(-1));

        gate.SetResult();
        while (seen < Bound) await Task.Yield();
        while (await Record.ExceptionAsync(() => stream.OnNextAsync(-2)) is not null) await Task.Yield();
        await all.Task.WaitAsync(s_limit);
    }

    [Fact]
    public async Task Producer_without_consumers_is_never_refused()
    {
        await using var own = await OwnClockHost.Start();
        var stream = StreamOf(own);
        for (var i = 0; i < Bound * 2; i++) await stream.OnNextAsync(i);
    }

    [Fact]
    public async Task Token_that_is_no_longer_held_is_told_to_the_consumer_who_then_gets_what_is_left()
    {
        await using var own = await OwnClockHost.Start();
        var stream = StreamOf(own);
        var first = new TaskCompletionSource<StreamSequenceToken>();
        var second = new TaskCompletionSource();
        await stream.SubscribeAsync((item, token) =>
        {
            if (item == 0) first.TrySetResult(token!);
            else second.TrySetResult();
            return Task.CompletedTask;
        });
        await stream.OnNextAsync(0);
        var old = (EventSequenceToken)await first.Task.WaitAsync(s_limit);
        own.Clock.Advance(TimeSpan.FromHours(1));
        await stream.OnNextAsync(1);
        await second.Task.WaitAsync(s_limit); // so nobody waits for the first event any more

        var missed = new TaskCompletionSource<Exception>();
        var next = new TaskCompletionSource<int>();
        await stream.SubscribeAsync(
            (item, _) =>
            {
                next.TrySetResult(item);
                return Task.CompletedTask;
            },
            exception =>
            {
                missed.TrySetResult(exception);
                return Task.CompletedTask;
            },
            old);
        Assert.IsType<QueueCacheMissException>(await missed.Task.WaitAsync(s_limit));
        Assert.Equal(1, await next.Task.WaitAsync(s_limit));
    }

    [Fact]
    public async Task Item_type_that_cannot_cross_is_refused()
    {
        await using var own = await OwnClockHost.Start();
        Assert.Throws<CodecNotFoundException>(() => own.Client.GetStreamProvider("streams").GetStream<Unmarked>(StreamId.Create("bound", "a")));
    }

    private static IAsyncStream<int> StreamOf(EngineHost own) => own.Client.GetStreamProvider("streams").GetStream<int>(StreamId.Create("bound", "a"));

    private sealed class Unmarked
    {
        public int Number { get; set; }
    }
}
