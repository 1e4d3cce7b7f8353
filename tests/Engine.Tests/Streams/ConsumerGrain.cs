using Fleet.Engine.Fixture;
using Orleans.Providers.Streams.Common;
using Orleans.Runtime;
using Orleans.Streams;

namespace Fleet.Engine.Streams;

/// <summary>Resumes its subscriptions when it is activated, as every stream consumer must.</summary>
public sealed class ConsumerGrain(Signals signals, [PersistentState("streams", "named")] IPersistentState<Subscribed> subscribed) : Grain, IConsumerGrain
{
    private readonly List<string> _got = [];
    private readonly HashSet<string> _refused = [];

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var (stream, who) in subscribed.State.Names)
        {
            foreach (var handle in await StreamOf(stream).GetAllSubscriptionHandles()) await handle.ResumeAsync((item, token) => Got(who, item, token));
        }
    }

    public async Task Subscribe(string stream, string who, EventSequenceToken? from)
    {
        subscribed.State.Names[stream] = who;
        await subscribed.WriteStateAsync();
        if (from is null) await StreamOf(stream).SubscribeAsync((item, token) => Got(who, item, token));
        else await StreamOf(stream).SubscribeAsync((item, token) => Got(who, item, token), from);
    }

    public async Task Unsubscribe(string stream)
    {
        foreach (var handle in await StreamOf(stream).GetAllSubscriptionHandles()) await handle.UnsubscribeAsync();
    }

    public async Task<int> Subscriptions(string stream) => (await StreamOf(stream).GetAllSubscriptionHandles()).Count;

    public Task Produce(string stream, string item) => StreamOf(stream).OnNextAsync(item);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<string[]> Got() => Task.FromResult<string[]>([.. _got]);

    public async Task Reset(string stream, string who, EventSequenceToken from)
    {
        foreach (var handle in await StreamOf(stream).GetAllSubscriptionHandles()) await handle.ResumeAsync((item, token) => Got(who, item, token), from);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        signals.Raise(this.GetPrimaryKeyString() + ":left");
        return Task.CompletedTask;
    }

    private async Task Got(string who, string item, StreamSequenceToken? token)
    {
        await Task.Yield();
        if (item.StartsWith("bad", StringComparison.Ordinal) && _refused.Add(item)) throw new InvalidOperationException("not the first time");
        if (item.StartsWith("hold", StringComparison.Ordinal)) await signals.Gate($"{this.GetPrimaryKeyString()}:{item}");
        _got.Add(item);
        signals.Raise($"{this.GetPrimaryKeyString()}:{who}:{item}");
        GC.KeepAlive(token);
    }

    private IAsyncStream<string> StreamOf(string stream) => this.GetStreamProvider("streams").GetStream<string>(StreamId.Create("contract", stream));
}
