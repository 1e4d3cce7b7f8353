using Microsoft.Extensions.Logging;

namespace Fleet.Devices.Simulation;

internal static partial class DemoFleetLog
{
    [LoggerMessage(7001, LogLevel.Warning, "The simulated vehicle {VehicleId} could not report.")]
    public static partial void ReportFailed(ILogger logger, string vehicleId, Exception exception);

    [LoggerMessage(9041, LogLevel.Warning, "The simulated traffic could not be reported.")]
    public static partial void TrafficFailed(ILogger logger, Exception exception);

    [LoggerMessage(7002, LogLevel.Error, "A part of the demo, its vehicles or its traffic, stopped.")]
    public static partial void Stopped(ILogger logger, Exception exception);
}
