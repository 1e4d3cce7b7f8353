using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Subscriptions;

public sealed partial class FleetOverview
{
    [LoggerMessage(5201, LogLevel.Warning, "The fleet status of {Organization} could not be made; it is left out this time")]
    private static partial void StatusFailed(ILogger logger, Exception exception, string organization);
}
