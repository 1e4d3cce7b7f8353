using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Ingest;

internal sealed partial class EventsEndpoint
{
    [LoggerMessage(EventId = 2202, Level = LogLevel.Warning,
        Message = "{Failed} of {Events} device events of organization {OrganizationId} failed; the sender is told to send again")]
    private partial void LogFailed(Exception cause, int failed, int events, string organizationId);
}
