using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Ingest;

internal sealed partial class GrainIngestPipeline
{
    [LoggerMessage(EventId = 2201, Level = LogLevel.Warning,
        Message = "{Failed} of {Calls} vehicle calls of organization {OrganizationId} failed; the sender is told to send again")]
    private partial void LogFailed(Exception cause, int failed, int calls, string organizationId);
}
