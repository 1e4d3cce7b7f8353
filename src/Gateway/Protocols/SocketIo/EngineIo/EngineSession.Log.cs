using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Protocols.SocketIo.EngineIo;

internal abstract partial class EngineSession
{
    [LoggerMessage(6101, LogLevel.Error, "Session {Session}: its end could not be dealt with")]
    private static partial void EndFailed(ILogger logger, Exception exception, string session);

    [LoggerMessage(6102, LogLevel.Debug, "Session {Session} ended: {Reason}")]
    private static partial void SessionEnded(ILogger logger, string session, EngineEnd reason);
}
