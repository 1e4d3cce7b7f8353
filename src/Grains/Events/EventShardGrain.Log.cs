using Microsoft.Extensions.Logging;

namespace Fleet.Events;

public sealed partial class EventShardGrain
{
    [LoggerMessage(4001, LogLevel.Debug, "Shard {Shard} starts offset line {Epoch}")]
    private static partial void LineStarted(ILogger logger, string shard, string epoch);

    [LoggerMessage(4002, LogLevel.Warning, "Shard {Shard}: the stream refused events up to {N}; readers find them in the ring")]
    private static partial void StreamFailed(ILogger logger, Exception exception, string shard, long n);
}
