using Microsoft.Extensions.Logging;

namespace Fleet.Workflows;

public sealed partial class ExecutionGrain
{
    [LoggerMessage(8121, LogLevel.Warning, "Execution {Execution}: what happened could not be stored; it will be tried again")]
    private static partial void NotStored(ILogger logger, string execution, Exception exception);

    [LoggerMessage(8122, LogLevel.Warning, "Execution {Execution}: {Count} changes are stored and could not be told yet")]
    private static partial void Untold(ILogger logger, string execution, int count, Exception exception);

    [LoggerMessage(8123, LogLevel.Warning, "Execution {Execution}: step {Step} failed")]
    private static partial void StepFailed(ILogger logger, string execution, string step, Exception exception);

    [LoggerMessage(8124, LogLevel.Information, "Execution {Execution}: step {Step} had no effect: {Reason}")]
    private static partial void StepRefused(ILogger logger, string execution, string step, string reason);
}
