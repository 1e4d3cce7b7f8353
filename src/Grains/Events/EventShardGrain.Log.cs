using Microsoft.Extensions.Logging;

namespace Fleet.Events;

public sealed partial class EventShardGrain
{
    [LoggerMessage(4001, LogLevel.Debug, "Shard {Shard} goes on with offset line {Epoch} behind {N}")]
    private static partial void LineStarted(ILogger logger, string shard, string epoch, long n);

    [LoggerMessage(4003, LogLevel.Warning, "Shard {Shard}: events could not be written to the log; whoever told them tells them again")]
    private static partial void NotLogged(ILogger logger, string shard, Exception exception);

    [LoggerMessage(4002, LogLevel.Warning, "Shard {Shard}: the stream refused events up to {N}; readers find them in the ring")]
    private static partial void StreamFailed(ILogger logger, Exception exception, string shard, long n);
}
