using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Protocols.SocketIo.Fleet;

internal sealed partial class FleetSocket
{
    [LoggerMessage(6111, LogLevel.Error, "Session {Session}: {Event} could not be dealt with")]
    private static partial void HandlingFailed(ILogger logger, Exception exception, string session, string @event);

    [LoggerMessage(6113, LogLevel.Information, "Session {Session} starts afresh: {Reason}")]
    private static partial void NotRecovered(ILogger logger, string session, string reason);

    [LoggerMessage(6112, LogLevel.Debug, "Session {Session} came back: {Subscriptions} subscriptions, {Missing} messages on their way when it was lost")]
    private static partial void CameBack(ILogger logger, string session, int subscriptions, int missing);
}
