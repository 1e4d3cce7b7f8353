using System.Collections.Concurrent;
using Fleet.Engine.Fixture;
using Orleans.Providers.Streams.Common;
using Orleans.Runtime;
using Orleans.Streams;

namespace Fleet.Engine.Streams;

public sealed class StreamTests(SharedHost host) : ContractTest(host.Streaming)
{
    private IAsyncStream<string> Stream => Engine.Client.GetStreamProvider("streams").GetStream<string>(StreamId.Create("contract", Key));

    [Fact]
    public async Task Events_of_one_producer_arrive_in_order()
    {
        var grain = Grain<IConsumerGrain>();
        await grain.Subscribe(Key, "a").WaitAsync(Limit);
        for (var i = 0; i < 50; i++) await Stream.OnNextAsync($"event {i}").WaitAsync(Limit);
        await Said("a:event 49");
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"event {i}"), await grain.Got().WaitAsync(Limit));
    }

    [Fact]
    public async Task Batch_arrives_in_order_with_ascending_tokens()
    {
        var got = new ConcurrentQueue<(string Item, StreamSequenceToken Token)>();
        var all = new TaskCompletionSource();
        var handle = await Stream.SubscribeAsync((item, token) =>
        {
            got.Enqueue((item, token!));
            if (item == "c") all.TrySetResult();
            return Task.CompletedTask;
        });
        await Stream.OnNextBatchAsync(["a", "b"]).WaitAsync(Limit);
        await Stream.OnNextBatchAsync(["c"]).WaitAsync(Limit);
        await all.Task.WaitAsync(Limit);
        Assert.Equal(["a", "b", "c"], got.Select(g => g.Item));
        Assert.True(got.Zip(got.Skip(1)).All(pair => pair.First.Token.CompareTo(pair.Second.Token) < 0));
        Assert.Equal([0, 1, 0], got.Select(g => g.Token.EventIndex));
        await handle.UnsubscribeAsync();
    }

    [Fact]
    public async Task Batch_observer_gets_whole_batches()
    {
        var got = new TaskCompletionSource<string[]>();
        var handle = await ((IAsyncBatchObservable<string>)Stream).SubscribeAsync(items =>
        {
            got.TrySetResult([.. items.Select(i => i.Item)]);
            return Task.CompletedTask;
        });
        await Stream.OnNextBatchAsync(["a", "b", "c"]).WaitAsync(Limit);
        Assert.Equal(["a", "b", "c"], await got.Task.WaitAsync(Limit));
        await handle.UnsubscribeAsync();
    }

    [Fact]
    public async Task Grain_that_produces_reaches_a_client()
    {
        var got = new TaskCompletionSource<string>();
        var handle = await Stream.SubscribeAsync((item, _) =>
        {
            got.TrySetResult(item);
            return Task.CompletedTask;
        });
        await Grain<IConsumerGrain>().Produce(Key, "from a grain").WaitAsync(Limit);
        Assert.Equal("from a grain", await got.Task.WaitAsync(Limit));
        await handle.UnsubscribeAsync();
    }

    [Fact]
    public async Task Event_whose_delivery_fails_comes_again_before_the_next()
    {
        var grain = Grain<IConsumerGrain>();
        await grain.Subscribe(Key, "a").WaitAsync(Limit);
        await Stream.OnNextAsync("bad").WaitAsync(Limit);
        await Stream.OnNextAsync("good").WaitAsync(Limit);
        await Said("a:good");
        Assert.Equal(["bad", "good"], await grain.Got().WaitAsync(Limit));
    }

    [Fact]
    public async Task Consumer_that_is_stuck_holds_up_no_other()
    {
        await Grain<IConsumerGrain>("-slow").Subscribe(Key, "slow").WaitAsync(Limit);
        await Grain<IConsumerGrain>("-quick").Subscribe(Key, "quick").WaitAsync(Limit);
        await Stream.OnNextAsync("hold").WaitAsync(Limit);
        await Stream.OnNextAsync("next").WaitAsync(Limit);
        Signals.Open($"{Key}-quick:hold");
        await Signals.Raised($"{Key}-quick:quick:next").WaitAsync(Limit);
        Assert.Equal(0, Signals.Count($"{Key}-slow:slow:next"));
        Signals.Open($"{Key}-slow:hold");
        await Signals.Raised($"{Key}-slow:slow:next").WaitAsync(Limit);
    }

    [Fact]
    public async Task Subscription_outlives_the_activation_and_wakes_the_grain()
    {
        var grain = Grain<IConsumerGrain>();
        await grain.Subscribe(Key, "a").WaitAsync(Limit);
        await Stream.OnNextAsync("first").WaitAsync(Limit);
        await Said("a:first");
        await grain.Leave().WaitAsync(Limit);
        await Said("left");
        await Stream.OnNextAsync("second").WaitAsync(Limit);
        await Said("a:second");
        Assert.Equal(1, await grain.Subscriptions(Key).WaitAsync(Limit));
    }

    [Fact]
    public async Task Consumer_that_unsubscribed_gets_no_more()
    {
        var grain = Grain<IConsumerGrain>();
        await grain.Subscribe(Key, "a").WaitAsync(Limit);
        await Stream.OnNextAsync("first").WaitAsync(Limit);
        await Said("a:first");
        await grain.Unsubscribe(Key).WaitAsync(Limit);
        Assert.Equal(0, await grain.Subscriptions(Key).WaitAsync(Limit));
        await Grain<IConsumerGrain>("-other").Subscribe(Key, "b").WaitAsync(Limit);
        await Stream.OnNextAsync("second").WaitAsync(Limit);
        await Signals.Raised($"{Key}-other:b:second").WaitAsync(Limit);
        Assert.Equal(["first"], await grain.Got().WaitAsync(Limit));
    }

    [Fact]
    public async Task Subscriber_with_a_token_gets_what_was_produced_since()
    {
        var tokens = await ProduceSome();
        var late = Grain<IConsumerGrain>("-late");
        await late.Subscribe(Key, "late", tokens["two"]).WaitAsync(Limit);
        await Stream.OnNextAsync("four").WaitAsync(Limit);
        await Signals.Raised($"{Key}-late:late:four").WaitAsync(Limit);
        Assert.Equal(["two", "three", "four"], await late.Got().WaitAsync(Limit));
    }

    [Fact]
    public async Task Subscriber_without_a_token_gets_only_what_comes_next()
    {
        await ProduceSome();
        var late = Grain<IConsumerGrain>("-late");
        await late.Subscribe(Key, "late").WaitAsync(Limit);
        await Stream.OnNextAsync("four").WaitAsync(Limit);
        await Signals.Raised($"{Key}-late:late:four").WaitAsync(Limit);
        Assert.Equal(["four"], await late.Got().WaitAsync(Limit));
    }

    [Fact]
    public async Task Stream_of_another_key_or_namespace_is_another_stream()
    {
        var grain = Grain<IConsumerGrain>();
        await grain.Subscribe(Key, "a").WaitAsync(Limit);
        var provider = Engine.Client.GetStreamProvider("streams");
        await provider.GetStream<string>(StreamId.Create("elsewhere", Key)).OnNextAsync("wrong").WaitAsync(Limit);
        await provider.GetStream<string>(StreamId.Create("contract", Key + "x")).OnNextAsync("wrong").WaitAsync(Limit);
        await Stream.OnNextAsync("right").WaitAsync(Limit);
        await Said("a:right");
        Assert.Equal(["right"], await grain.Got().WaitAsync(Limit));
    }

    // Produces "one", "two" and "three", waits until a client has had them, and tells their tokens.
    private async Task<Dictionary<string, EventSequenceToken>> ProduceSome()
    {
        var tokens = new ConcurrentDictionary<string, EventSequenceToken>();
        var all = new TaskCompletionSource();
        await Stream.SubscribeAsync((item, token) =>
        {
            tokens[item] = (EventSequenceToken)token!;
            if (item == "three") all.TrySetResult();
            return Task.CompletedTask;
        });
        foreach (var item in new[] { "one", "two", "three" }) await Stream.OnNextAsync(item).WaitAsync(Limit);
        await all.Task.WaitAsync(Limit);
        return new Dictionary<string, EventSequenceToken>(tokens);
    }
}
