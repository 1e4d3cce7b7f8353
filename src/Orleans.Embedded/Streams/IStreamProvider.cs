using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>Where streams come from; registered under a name.</summary>
public interface IStreamProvider
{
    string Name { get; }

    IAsyncStream<T> GetStream<T>(StreamId streamId);

    /// <summary>True if a subscriber may start from an old token.</summary>
    bool IsRewindable { get; }
}
