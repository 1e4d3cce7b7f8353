using Microsoft.Extensions.Logging;

namespace Fleet.Silo;

internal sealed partial class RecoverySweep
{
    [LoggerMessage(5001, LogLevel.Information, "After the start {Vehicles} vehicles behind their log and {Woken} others with clocks were woken; {Failed} could not be reached")]
    private static partial void Swept(ILogger logger, int vehicles, int woken, int failed);

    [LoggerMessage(5002, LogLevel.Warning, "{Grain} could not be woken; it will be tried again")]
    private static partial void NotReached(ILogger logger, string grain, Exception exception);

    [LoggerMessage(5003, LogLevel.Warning, "The store is away; what a restart left behind is looked for again")]
    private static partial void StoreAway(ILogger logger, Exception exception);

    [LoggerMessage(5004, LogLevel.Error, "After {Attempts} attempts some vehicles or trips were not woken; each wakes at its next report")]
    private static partial void GaveUp(ILogger logger, int attempts);
}
