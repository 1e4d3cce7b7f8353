using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Protocols.Upgrades;

internal sealed partial class UpgradeServer
{
    [LoggerMessage(7040, LogLevel.Error, "An opening request could not be dealt with")]
    private static partial void RequestFailed(ILogger logger, Exception exception);

    [LoggerMessage(7041, LogLevel.Error, "A session ended with an error")]
    private static partial void SessionFailed(ILogger logger, Exception exception);
}
