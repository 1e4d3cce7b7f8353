using Microsoft.Extensions.Logging;

namespace Fleet.Workflows;

public sealed partial class WorkflowRosterGrain
{
    [LoggerMessage(8131, LogLevel.Warning, "Workflow {Workflow} of {Organization} was not started: {Running} executions are running, which is the limit")]
    private static partial void TooManyRunning(ILogger logger, string workflow, string organization, int running);

    [LoggerMessage(8132, LogLevel.Warning, "Schedules of {Organization} could not be started; they will be tried again")]
    private static partial void ScheduleFailed(ILogger logger, string organization, Exception exception);
}
