namespace Orleans.Streams;

/// <summary>The token asked for is older than anything the provider still holds.</summary>
public sealed class QueueCacheMissException : DataNotAvailableException
{
    public QueueCacheMissException() : this("Item no longer in cache") { }

    public QueueCacheMissException(string message) : base(message) { }

    public QueueCacheMissException(string message, Exception innerException) : base(message, innerException) { }

    public QueueCacheMissException(StreamSequenceToken requested, StreamSequenceToken low, StreamSequenceToken high)
        : this(requested.ToString(), low.ToString(), high.ToString()) { }

    public QueueCacheMissException(string? requested, string? low, string? high)
        : base($"Item not found in cache. Requested: {requested}, Low: {low}, High: {high}")
    {
        Requested = requested;
        Low = low;
        High = high;
    }

    public string? Requested { get; }

    public string? Low { get; }

    public string? High { get; }
}
