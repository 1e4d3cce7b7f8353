namespace Orleans.Streams;

/// <summary>An event with its place in the stream.</summary>
[GenerateSerializer]
public class SequentialItem<T>(T item, StreamSequenceToken token)
{
    [Id(0)]
    public T Item { get; } = item;

    [Id(1)]
    public StreamSequenceToken Token { get; } = token;
}
