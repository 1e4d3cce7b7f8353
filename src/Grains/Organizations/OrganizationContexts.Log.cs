using Microsoft.Extensions.Logging;

namespace Fleet.Organizations;

public sealed partial class OrganizationContexts
{
    [LoggerMessage(2403, LogLevel.Warning, "The watch on {Organization} could not be renewed; next try in {Seconds} s")]
    private static partial void RenewalFailed(ILogger logger, Exception exception, string organization, int seconds);
}
