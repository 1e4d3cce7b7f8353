using Fleet.Organizations;
using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Protocols.Streaming;

internal sealed partial class StreamingSession
{
    [LoggerMessage(6001, LogLevel.Error, "Session {Session}: {Message} could not be dealt with")]
    private static partial void HandlingFailed(ILogger logger, Exception exception, string session, string message);

    [LoggerMessage(6002, LogLevel.Information, "{Subject} of {OrganizationId}, {Role}, set the organization's thresholds: settings are version {Version}")]
    private static partial void ThresholdsChanged(ILogger logger, string subject, string organizationId, Role role, long version);

    [LoggerMessage(6003, LogLevel.Warning, "{Subject} of {OrganizationId}, {Role}, may not set the organization's thresholds")]
    private static partial void ThresholdsRefused(ILogger logger, string subject, string organizationId, Role role);

    [LoggerMessage(7202, LogLevel.Information, "{Subject} of {OrganizationId} defined the custom event {Name}, revision {Revision}")]
    private static partial void CustomEventDefined(ILogger logger, string subject, string organizationId, string name, long revision);

    [LoggerMessage(7203, LogLevel.Warning, "{Subject} of {OrganizationId}, {Role}, may not {What} the custom event {Name}")]
    private static partial void CustomEventRefused(ILogger logger, string subject, string organizationId, Role role, string what, string name);
}
