using System.Net;
using Fleet.Organizations;
using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Auth;

internal sealed partial class AuthenticationAudit
{
    [LoggerMessage(EventId = 2101, Level = LogLevel.Information,
        Message = "Authenticated {Subject} of {OrganizationId} as {Role} by {Method} from {Address}")]
    private partial void LogAccepted(string method, string subject, string organizationId, Role role, IPAddress? address);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Warning,
        Message = "Authentication by {Method} from {Address} refused: {Failure}")]
    private partial void LogRefused(string method, AuthFailure failure, IPAddress? address);
}
