using Orleans.Embedded.Activations;
using Orleans.Embedded.Copying;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Embedded.Streams;

/// <summary>A handle on one stream; holds nothing itself.</summary>
internal sealed class MemoryStream<T>(MemoryStreamProvider provider, StreamId streamId) : IAsyncStream<T>
{
    public bool IsRewindable => true;

    public string ProviderName => provider.Name;

    public StreamId StreamId => streamId;

    private StreamPartition Partition => provider.PartitionOf(streamId);

    public Task OnNextAsync(T item, StreamSequenceToken? token = null) => OnNextBatchAsync([item], token);

    public Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null)
    {
        try
        {
            // The producer may go on to change its objects: the stream holds copies.
            T[] items = Copiers<T>.Instance.Shares ? [.. batch] : [.. batch.Select(Copiers.CopyAlone)!];
            if (items.Length > 0) Partition.Produce(streamId, items);
            return Task.CompletedTask;
        }
        catch (Exception exception)
        {
            return Task.FromException(exception);
        }
    }

    public Task OnCompletedAsync() => throw new NotImplementedException("OnCompletedAsync is not implemented for now.");

    public Task OnErrorAsync(Exception ex) => throw new NotImplementedException("OnErrorAsync is not implemented for now.");

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) => SubscribeAsync(observer, null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null) => Subscribe(new StreamSink<T>(observer), token);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer) => SubscribeAsync(observer, null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token) => Subscribe(new StreamBatchSink<T>(observer), token);

    public Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles()
    {
        var consumer = Activation.OfCaller?.GrainId;
        return Task.FromResult(Partition.Locked<IList<StreamSubscriptionHandle<T>>>(streamId, line =>
            [.. line.Subscriptions.Where(s => s.Consumer == consumer).Select(s => new MemoryStreamHandle<T>(this, s))]));
    }

    public Task<StreamSubscriptionHandle<T>> Resume(StreamSubscription subscription, IStreamSink sink, StreamSequenceToken? token)
    {
        Attach(subscription, sink);
        var pump = Partition.Locked(streamId, _ =>
        {
            if (token is not null) subscription.Rewind(token);
            return subscription.TryStartPump();
        });
        if (pump) subscription.Pump();
        return Task.FromResult<StreamSubscriptionHandle<T>>(new MemoryStreamHandle<T>(this, subscription));
    }

    public Task Unsubscribe(StreamSubscription subscription)
    {
        if (Activation.OfCaller is { } activation) activation.Extras.Sinks?.Remove(subscription.Id);
        Partition.Locked(streamId, line =>
        {
            if (line.Subscriptions.Remove(subscription)) subscription.End();
            return 0;
        });
        return Task.CompletedTask;
    }

    public bool Equals(IAsyncStream<T>? other) => other is MemoryStream<T> && other.StreamId == streamId && other.ProviderName == ProviderName;

    public override bool Equals(object? obj) => Equals(obj as IAsyncStream<T>);

    public override int GetHashCode() => streamId.GetHashCode();

    public int CompareTo(IAsyncStream<T>? other) => other is null ? 1 : streamId.CompareTo(other.StreamId);

    private Task<StreamSubscriptionHandle<T>> Subscribe(IStreamSink sink, StreamSequenceToken? token)
    {
        var subscription = Partition.Locked(streamId, line =>
        {
            var added = new StreamSubscription(provider.NewSubscriptionId(), provider, line, Activation.OfCaller?.GrainId);
            line.Subscriptions.Add(added);
            return added;
        });
        return Resume(subscription, sink, token);
    }

    private static void Attach(StreamSubscription subscription, IStreamSink sink)
    {
        if (Activation.OfCaller is not { } activation) subscription.Sink = sink;
        else (activation.Extras.Sinks ??= [])[subscription.Id] = sink;
    }
}
