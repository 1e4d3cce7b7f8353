using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Auth;

/// <summary>
/// Who authenticated, from where, with what outcome; never the credential. Every failure is written. A success is
/// written once per subject, address and AuditRepeatSeconds, because a device authenticates with every upload.
/// </summary>
internal sealed partial class AuthenticationAudit(
    ILogger<AuthenticationAudit> logger,
    IHttpContextAccessor contexts,
    IOptions<AuthOptions> options,
    AuthInstruments instruments,
    TimeProvider time)
{
    /// <summary>Bound: 2 × 10,000 entries. Overflow: the oldest are forgotten, which writes a line too many. Owner: this audit.</summary>
    private readonly GenerationCache<(string, string, IPAddress?), bool> _written = new(
        10_000, TimeSpan.FromSeconds(options.Value.AuditRepeatSeconds), time);

    public void Record(string method, AuthResult result)
    {
        var address = contexts.HttpContext?.Connection.RemoteIpAddress;
        instruments.Authenticated(method, result.Failure);
        if (result.Principal is not { } principal)
        {
            LogRefused(method, result.Failure, address);
            return;
        }

        var who = (principal.OrganizationId, principal.Subject, address);
        if (_written.TryGet(who, out _))
            return;

        _written.Set(who, true);
        LogAccepted(method, principal.Subject, principal.OrganizationId, principal.Role, address);
    }
}
