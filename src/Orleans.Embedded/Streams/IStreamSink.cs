using Orleans.Streams;

namespace Orleans.Embedded.Streams;

/// <summary>A consumer's observer, whatever its item type. Lives in the consumer's activation, or in the subscription of a client.</summary>
internal interface IStreamSink
{
    Task Deliver(IReadOnlyList<StreamBatch> batches, int firstIndex);

    Task Fail(Exception exception);
}

internal sealed class StreamSink<T>(IAsyncObserver<T> observer) : IStreamSink
{
    public async Task Deliver(IReadOnlyList<StreamBatch> batches, int firstIndex)
    {
        foreach (var batch in batches)
        {
            foreach (var item in batch.ItemsAs<T>(firstIndex)) await observer.OnNextAsync(item.Item, item.Token);
            firstIndex = 0;
        }
    }

    public Task Fail(Exception exception) => observer.OnErrorAsync(exception);
}

internal sealed class StreamBatchSink<T>(IAsyncBatchObserver<T> observer) : IStreamSink
{
    public Task Deliver(IReadOnlyList<StreamBatch> batches, int firstIndex) =>
        observer.OnNextAsync([.. batches.SelectMany((batch, i) => batch.ItemsAs<T>(i == 0 ? firstIndex : 0))]);

    public Task Fail(Exception exception) => observer.OnErrorAsync(exception);
}
