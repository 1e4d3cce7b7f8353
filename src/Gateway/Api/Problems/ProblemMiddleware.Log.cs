using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Api.Problems;

internal sealed partial class ProblemMiddleware
{
    [LoggerMessage(EventId = 2301, Level = LogLevel.Error, Message = "{Method} {Route} failed")]
    private partial void LogFailed(Exception exception, string method, string route);

    [LoggerMessage(EventId = 2302, Level = LogLevel.Warning, Message = "{Method} {Route}: a grain or a store could not be reached")]
    private partial void LogUnavailable(Exception exception, string method, string route);
}
