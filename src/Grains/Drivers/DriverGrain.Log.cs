using Microsoft.Extensions.Logging;

namespace Fleet.Drivers;

public sealed partial class DriverGrain
{
    [LoggerMessage(3301, LogLevel.Warning, "The state of driver {Driver} could not be written; it will be tried again.")]
    private static partial void WriteFailed(ILogger log, string driver, Exception exception);

    [LoggerMessage(3302, LogLevel.Warning, "Hours of service of driver {Driver} came due, but could not be told; it will be tried again.")]
    private static partial void DutyNotTold(ILogger log, string driver, Exception exception);
}
