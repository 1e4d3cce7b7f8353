using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Ingest.Sockets;

internal sealed partial class IngestSession
{
    [LoggerMessage(2211, LogLevel.Error, "Ingest session {Session}: a message could not be dealt with")]
    private static partial void LogFailed(ILogger logger, Exception exception, string session);
}
