using Microsoft.Extensions.Logging;

namespace Fleet.Vehicles;

public sealed partial class VehicleGrain
{
    [LoggerMessage(3101, LogLevel.Warning, "The state of vehicle {Vehicle} could not be written; it will be tried again.")]
    private static partial void WriteFailed(ILogger log, string vehicle, Exception exception);

    [LoggerMessage(3102, LogLevel.Warning, "Vehicle {Vehicle} still has {Untold} positions that trip, driver or event shard were not told of.")]
    private static partial void StillUntold(ILogger log, string vehicle, int untold, Exception exception);

    [LoggerMessage(3103, LogLevel.Error, "Vehicle {Vehicle} is deactivated with {Untold} positions that nobody was told of.")]
    private static partial void LeftUntold(ILogger log, string vehicle, int untold, Exception exception);

    [LoggerMessage(3105, LogLevel.Information, "Vehicle {Vehicle} folded {Positions} positions of the log that its state did not have.")]
    private static partial void Refolded(ILogger log, string vehicle, int positions);

    [LoggerMessage(3106, LogLevel.Warning, "The log answered {Status} to positions of vehicle {Vehicle}; it reads its state anew.")]
    private static partial void NotAppended(ILogger log, string vehicle, Storage.AppendStatus status);

    [LoggerMessage(3107, LogLevel.Warning, "Late positions of vehicle {Vehicle} could not be brought to their trips yet.")]
    private static partial void LateNotFolded(ILogger log, string vehicle, Exception exception);

    [LoggerMessage(7201, LogLevel.Warning, "A custom event of vehicle {Vehicle} came due, but could not be told yet.")]
    private static partial void CustomEventNotTold(ILogger log, string vehicle, Exception exception);

    [LoggerMessage(3104, LogLevel.Warning, "Vehicle {Vehicle} fell silent, but that could not be told yet.")]
    private static partial void SilenceFailed(ILogger log, string vehicle, Exception exception);
}
