using Microsoft.Extensions.Logging;

namespace Fleet.Hosting.Roster;

internal sealed partial class HostReporter
{
    [LoggerMessage(5101, LogLevel.Debug, "The roster could not be told of this process")]
    private static partial void NotReported(ILogger logger, Exception exception);
}
