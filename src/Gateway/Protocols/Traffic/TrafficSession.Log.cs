using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Protocols.Traffic;

internal sealed partial class TrafficSession
{
    [LoggerMessage(9021, LogLevel.Error, "Traffic session {Session}: {Message} could not be dealt with")]
    private static partial void HandlingFailed(ILogger logger, Exception exception, string session, string message);
}
