using Microsoft.Extensions.Logging;

namespace Fleet.Organizations;

internal sealed partial class SiloWatch
{
    [LoggerMessage(2401, LogLevel.Warning, "A silo has not taken a change within {Seconds} s; it catches up when it renews its watch")]
    private static partial void SiloSlow(ILogger logger, double seconds);

    [LoggerMessage(2402, LogLevel.Warning, "A silo could not be told of a change and is watched no more")]
    private static partial void SiloLost(ILogger logger, Exception exception);
}
