using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Subscriptions;

public sealed partial class FleetAnalytics
{
    [LoggerMessage(5301, LogLevel.Warning, "Analytics of {OrganizationId} could not be summed up; the next period tries again")]
    private static partial void SumsFailed(ILogger logger, Exception exception, string organizationId);
}
