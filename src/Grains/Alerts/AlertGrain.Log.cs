using Microsoft.Extensions.Logging;

namespace Fleet.Alerts;

public sealed partial class AlertGrain
{
    [LoggerMessage(8001, LogLevel.Warning, "Alert {Alert}: what came due could not be stored or told yet")]
    private static partial void NotKept(ILogger logger, string alert, Exception exception);

    [LoggerMessage(8002, LogLevel.Information, "Alert {Alert}: {Channel} was told after {Attempts} attempts")]
    private static partial void Told(ILogger logger, string alert, AlertChannel channel, int attempts);

    [LoggerMessage(8003, LogLevel.Warning, "Alert {Alert}: {Channel} was not told at attempt {Attempts}: {Error}")]
    private static partial void NotTold(ILogger logger, string alert, AlertChannel channel, int attempts, string error);

    [LoggerMessage(8004, LogLevel.Error, "Alert {Alert}: {Channel} failed in a way that it does not answer for")]
    private static partial void ChannelThrew(ILogger logger, string alert, AlertChannel channel, Exception exception);
}
