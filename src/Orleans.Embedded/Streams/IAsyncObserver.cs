namespace Orleans.Streams;

/// <summary>Gets the events of a stream, one at a time. If it throws, the event comes again.</summary>
public interface IAsyncObserver<in T>
{
    Task OnNextAsync(T item, StreamSequenceToken? token = null);

    Task OnCompletedAsync() => Task.CompletedTask;

    Task OnErrorAsync(Exception ex);
}
