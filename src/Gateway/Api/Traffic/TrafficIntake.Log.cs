using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Api.Traffic;

internal sealed partial class TrafficIntake
{
    [LoggerMessage(9031, LogLevel.Warning, "Reports on traffic of {OrganizationId} could not be handed on")]
    private partial void LogFailed(Exception exception, string organizationId);
}
