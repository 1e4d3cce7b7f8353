using Microsoft.Extensions.Logging;

namespace Fleet.Traffic;

internal static partial class TrafficLog
{
    [LoggerMessage(9001, LogLevel.Warning, "{Grain}: a change is stored but could not be told; it will be tried again.")]
    public static partial void Untold(ILogger log, string grain, Exception exception);

    [LoggerMessage(9002, LogLevel.Warning, "{Grain}: the map of zones did not answer; the zones known before are used.")]
    public static partial void MapAway(ILogger log, string grain, Exception exception);

    [LoggerMessage(9003, LogLevel.Warning, "Camera {Camera}: zone {Zone} could not be told of a measure.")]
    public static partial void ZoneAway(ILogger log, string camera, string zone, Exception exception);

    [LoggerMessage(9004, LogLevel.Warning, "Camera {Camera} fell silent, which could not be told; it will be tried again.")]
    public static partial void SilenceFailed(ILogger log, string camera, Exception exception);

    [LoggerMessage(9005, LogLevel.Warning, "Camera {Camera}: its state could not be written; it will be tried again.")]
    public static partial void WriteFailed(ILogger log, string camera, Exception exception);

    [LoggerMessage(9006, LogLevel.Warning, "Zone {Zone}: its congestion could not be judged; it will be tried again.")]
    public static partial void JudgeFailed(ILogger log, string zone, Exception exception);

    [LoggerMessage(9007, LogLevel.Warning, "The alerts of {Organization} that ended could not be told; it will be tried again.")]
    public static partial void SweepFailed(ILogger log, string organization, Exception exception);

    [LoggerMessage(9008, LogLevel.Warning, "{Accident} should have expired, which could not be kept; it will be tried again.")]
    public static partial void ExpiryFailed(ILogger log, string accident, Exception exception);
}
