using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>A stream, whatever its items are.</summary>
public interface IAsyncStream
{
    bool IsRewindable { get; }

    string ProviderName { get; }

    StreamId StreamId { get; }
}
