using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Protocols.SpatialFlow;

internal sealed partial class SpatialFlowSession
{
    [LoggerMessage(7101, LogLevel.Error, "Session {Session} of {Feed} could not be admitted")]
    private static partial void AdmissionFailed(ILogger logger, Exception exception, string session, string feed);

    [LoggerMessage(7102, LogLevel.Warning, "{Subject} of {OrganizationId} may not hear {Feed}: {Code}")]
    private static partial void NotAdmitted(ILogger logger, string subject, string organizationId, string feed, string code);
}
