using Microsoft.Extensions.Logging;

namespace Fleet.Trips;

public sealed partial class TripGrain
{
    [LoggerMessage(3201, LogLevel.Warning, "Trip {Trip} is {Status} now, but state or directory could not be written; it will be tried again.")]
    private static partial void ChangeNotKept(ILogger log, string trip, TripStatus status, Exception exception);

    [LoggerMessage(3202, LogLevel.Warning, "A deadline of trip {Trip} came due, but could not be told; it will be tried again.")]
    private static partial void DeadlineNotTold(ILogger log, string trip, Exception exception);
}
