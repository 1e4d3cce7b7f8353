using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Embedded.Streams;

/// <summary>Everything the streams say.</summary>
internal static partial class StreamLog
{
    [LoggerMessage(21, LogLevel.Warning, "Delivery on stream {StreamId} to subscription {Subscription} failed")]
    public static partial void DeliveryFailed(ILogger logger, StreamId streamId, Guid subscription, Exception exception);

    [LoggerMessage(22, LogLevel.Warning, "Grain {GrainId} is subscribed to stream {StreamId} but has resumed no observer; the event is dropped")]
    public static partial void NoObserver(ILogger logger, GrainId grainId, StreamId streamId);
}
