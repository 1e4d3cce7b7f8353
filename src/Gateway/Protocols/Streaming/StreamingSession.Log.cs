using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Protocols.Streaming;

internal sealed partial class StreamingSession
{
    [LoggerMessage(6001, LogLevel.Error, "Session {Session}: {Message} could not be dealt with")]
    private static partial void HandlingFailed(ILogger logger, Exception exception, string session, string message);
}
