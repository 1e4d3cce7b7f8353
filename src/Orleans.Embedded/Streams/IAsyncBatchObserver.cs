namespace Orleans.Streams;

/// <summary>Gets the events of a stream in batches. If it throws, the batch comes again.</summary>
public interface IAsyncBatchObserver<T>
{
    Task OnNextAsync(IList<SequentialItem<T>> items);

    Task OnCompletedAsync() => Task.CompletedTask;

    Task OnErrorAsync(Exception ex);
}
