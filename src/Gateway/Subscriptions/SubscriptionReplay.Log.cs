using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Subscriptions;

public sealed partial class SubscriptionReplay
{
    [LoggerMessage(5103, LogLevel.Warning, "A replay in {Organization} failed")]
    private static partial void ReplayFailed(ILogger logger, Exception exception, string organization);
}
