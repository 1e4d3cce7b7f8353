namespace Orleans.Streams;

/// <summary>A stream of <typeparamref name="T"/>: produce into it, subscribe to it.</summary>
public interface IAsyncStream<T> : IAsyncStream, IEquatable<IAsyncStream<T>>, IComparable<IAsyncStream<T>>, IAsyncObservable<T>, IAsyncBatchObservable<T>, IAsyncBatchProducer<T>
{
    /// <summary>The caller's own subscriptions to this stream, to resume or end them after re-activation.</summary>
    Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles();
}
