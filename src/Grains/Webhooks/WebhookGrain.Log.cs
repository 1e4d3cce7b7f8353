using Microsoft.Extensions.Logging;

namespace Fleet.Webhooks;

public sealed partial class WebhookGrain
{
    [LoggerMessage(8101, LogLevel.Warning, "Webhook {Webhook}: what came of its deliveries could not be stored; it will be tried again")]
    private static partial void NotStored(ILogger logger, string webhook, Exception exception);

    [LoggerMessage(8102, LogLevel.Warning, "Webhook {Webhook}: {Count} attempts are stored and could not be told yet")]
    private static partial void Untold(ILogger logger, string webhook, int count, Exception exception);

    [LoggerMessage(8103, LogLevel.Information, "Webhook {Webhook}: its receiver answered 410, it is disabled")]
    private static partial void ReceiverGone(ILogger logger, string webhook);

    [LoggerMessage(8104, LogLevel.Warning, "Webhook {Webhook}: delivery {Delivery} was given up after {Attempts} attempts ({Reason})")]
    private static partial void GivenUp(ILogger logger, string webhook, string delivery, int attempts, string? reason);
}
