using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Subscriptions;

public sealed partial class SubscriptionJoin
{
    [LoggerMessage(5101, LogLevel.Warning, "Subscription in {Organization} cannot be started: its shards do not answer")]
    private static partial void JoinFailed(ILogger logger, Exception exception, string organization);

    [LoggerMessage(5102, LogLevel.Warning, "Subscription in {Organization} is behind and its shard does not answer, again in {Delay}")]
    private static partial void AskFailed(ILogger logger, Exception exception, string organization, TimeSpan delay);
}
