using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Ingest.Sockets;

internal sealed partial class IngestSession
{
    [LoggerMessage(2211, LogLevel.Error, "Ingest session {Session}: a message could not be dealt with")]
    private static partial void LogFailed(ILogger logger, Exception exception, string session);

    [LoggerMessage(2212, LogLevel.Warning, "Ingest session {Session} of organization {OrganizationId}: positions could not be delivered; the sender is told to send again")]
    private static partial void LogUnavailable(ILogger logger, Exception exception, string session, string organizationId);
}
