using Microsoft.Extensions.Logging;

namespace Fleet.Alerts;

public sealed partial class AlertRulesGrain
{
    [LoggerMessage(8010, LogLevel.Warning, "Alert rules of {Organization}: {Count} commands are stored and their alerts have not taken them yet")]
    private static partial void NotHandedOn(ILogger logger, string organization, int count, Exception exception);
}
