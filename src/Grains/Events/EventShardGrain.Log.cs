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

    [LoggerMessage(4004, LogLevel.Warning, "Reactor {Reactor} of shard {Shard} did not take what is behind {N}; again in {Delay}")]
    private static partial void NotReacted(ILogger logger, Exception exception, string reactor, string shard, long n, TimeSpan delay);

    [LoggerMessage(4005, LogLevel.Warning, "Shard {Shard}: how far its reactors have come could not be noted; a restart repeats some events to them")]
    private static partial void NotNoted(ILogger logger, Exception exception, string shard);

    [LoggerMessage(4006, LogLevel.Error, "Shard {Shard}: events from {After} to {Until} had left ring and log before they were reacted to")]
    private static partial void ReactionsLost(ILogger logger, string shard, long after, long until);
}
