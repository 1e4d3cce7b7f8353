using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Embedded.Streams;

/// <summary>A subscription as its consumer holds it; good for one use, as in the real engine.</summary>
internal sealed class MemoryStreamHandle<T>(MemoryStream<T> stream, StreamSubscription subscription) : StreamSubscriptionHandle<T>
{
    private bool _used;

    public override StreamId StreamId => stream.StreamId;

    public override string ProviderName => stream.ProviderName;

    public override Guid HandleId => subscription.Id;

    public override Task UnsubscribeAsync()
    {
        Use();
        return stream.Unsubscribe(subscription);
    }

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null)
    {
        Use();
        return stream.Resume(subscription, new StreamSink<T>(observer), token);
    }

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token = null)
    {
        Use();
        return stream.Resume(subscription, new StreamBatchSink<T>(observer), token);
    }

    public override bool Equals(StreamSubscriptionHandle<T>? other) => other?.HandleId == HandleId;

    public override bool Equals(object? obj) => Equals(obj as StreamSubscriptionHandle<T>);

    public override int GetHashCode() => HandleId.GetHashCode();

    private void Use()
    {
        if (_used) throw new InvalidOperationException("Handle is no longer valid. It has been used to unsubscribe or resume.");
        _used = true;
    }
}
