using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Subscriptions;

public sealed partial class SubscriptionJoin
{
    [LoggerMessage(5101, LogLevel.Warning, "Subscription in {Organization} cannot be started: its shards do not answer")]
    private static partial void JoinFailed(ILogger logger, Exception exception, string organization);
}
