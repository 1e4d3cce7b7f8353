using Microsoft.Extensions.Logging;

namespace Fleet.Geofences;

public sealed partial class GeofenceGrain
{
    [LoggerMessage(7111, LogLevel.Warning, "Geofence {Key}: what came due could not be told yet")]
    private static partial void DeadlineNotTold(ILogger logger, string key, Exception exception);
}
