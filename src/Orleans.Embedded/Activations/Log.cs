using Microsoft.Extensions.Logging;
using Orleans.Embedded.Calls;
using Orleans.Runtime;

namespace Orleans.Embedded.Activations;

/// <summary>Everything the activations say.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Grain {GrainId} could not be activated")]
    public static partial void ActivationFailed(ILogger logger, GrainId grainId, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "Grain {GrainId} failed while it was deactivated")]
    public static partial void DeactivationFailed(ILogger logger, GrainId grainId, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "One-way call {Request} failed")]
    public static partial void OneWayFailed(ILogger logger, Request request, Exception exception);

    [LoggerMessage(4, LogLevel.Warning, "Timer of grain {GrainId} failed; it goes on ticking")]
    public static partial void TimerFailed(ILogger logger, GrainId grainId, Exception exception);
}
