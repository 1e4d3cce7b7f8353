using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Subscriptions;

public sealed partial class ShardReader
{
    [LoggerMessage(5102, LogLevel.Warning, "Subscription in {Organization} is behind and its shard or the log does not answer, again in {Delay}")]
    private static partial void AskFailed(ILogger logger, Exception exception, string organization, TimeSpan delay);
}
