using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Subscriptions;

internal sealed partial class ShardFeed
{
    [LoggerMessage(5001, LogLevel.Debug, "Feed {Organization}/{Shard} at {Epoch}:{N}")]
    private static partial void Started(ILogger logger, string organization, int shard, string epoch, long n);

    [LoggerMessage(5002, LogLevel.Warning, "Feed {Organization}/{Shard}: the line broke, now {Epoch}:{N}; {Members} subscriptions start over from a snapshot")]
    private static partial void LineBroke(ILogger logger, string organization, int shard, string epoch, long n, int members);

    [LoggerMessage(5003, LogLevel.Warning, "Feed {Organization}/{Shard}: cannot follow the stream; the shard is asked instead")]
    private static partial void FollowFailed(ILogger logger, Exception exception, string organization, int shard);

    [LoggerMessage(5004, LogLevel.Warning, "Feed {Organization}/{Shard}: cannot read the shard, again in {Delay}")]
    private static partial void ReadFailed(ILogger logger, Exception exception, string organization, int shard, TimeSpan delay);

    [LoggerMessage(5005, LogLevel.Warning, "Feed {Organization}/{Shard}: the stream reported an error")]
    private static partial void StreamError(ILogger logger, Exception exception, string organization, int shard);

    [LoggerMessage(5006, LogLevel.Warning, "Feed {Organization}/{Shard}: the stream was silent while the shard moved on; following it anew")]
    private static partial void StreamSilent(ILogger logger, string organization, int shard);

    [LoggerMessage(5007, LogLevel.Warning, "Feed {Organization}/{Shard}: the ring had moved past it; on at {N}, and {Members} subscriptions read what they missed from the log")]
    private static partial void LeftBehind(ILogger logger, string organization, int shard, long n, int members);
}
