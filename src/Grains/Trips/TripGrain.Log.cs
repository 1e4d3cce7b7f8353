using Microsoft.Extensions.Logging;

namespace Fleet.Trips;

public sealed partial class TripGrain
{
    [LoggerMessage(3201, LogLevel.Warning, "Trip {Trip} is {Status} now, but state or directory could not be written; it will be tried again.")]
    private static partial void ChangeNotKept(ILogger log, string trip, TripStatus status, Exception exception);

    [LoggerMessage(3203, LogLevel.Information, "Trip {Trip} was folded again for late positions: revision {Revision}, {Changes} changes told.")]
    private static partial void Revised(ILogger log, string trip, int revision, int changes);

    [LoggerMessage(3204, LogLevel.Warning, "Trip {Trip} has late positions, but the logs no longer have all of it; it stays as it is.")]
    private static partial void NoLongerWhole(ILogger log, string trip);

    [LoggerMessage(3202, LogLevel.Warning, "A deadline of trip {Trip} came due, but could not be told; it will be tried again.")]
    private static partial void DeadlineNotTold(ILogger log, string trip, Exception exception);
}
