using Microsoft.Extensions.Logging;

namespace Fleet.Notifications;

public sealed partial class InboxGrain
{
    [LoggerMessage(4301, LogLevel.Warning, "Inbox {Inbox}: {Count} changes are stored and could not be told yet")]
    private static partial void Untold(ILogger logger, string inbox, int count, Exception exception);
}
