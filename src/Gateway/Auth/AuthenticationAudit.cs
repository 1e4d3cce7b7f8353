using System.Net;
using Fleet.Audit;
using Fleet.Gateway.Audit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Auth;

/// <summary>
/// Who authenticated, from where, with what outcome; never the credential. Every failure is logged. A success is logged and
/// audited once per subject, address and AuditRepeatSeconds, because a device authenticates with every upload. Refusals are
/// counted and audited by the minute; a request without any credential is none.
/// </summary>
internal sealed partial class AuthenticationAudit(
    ILogger<AuthenticationAudit> logger,
    IHttpContextAccessor contexts,
    IOptions<AuthOptions> options,
    AuthInstruments instruments,
    AuditTrail trail,
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
            if (result.Failure != AuthFailure.Missing)
            {
                var (organizationId, subject) = result.Refused ?? ("", AuditTrail.Unknown);
                trail.Refused(Row(AuditAction.AuthenticationRefused, organizationId, subject, address, method + ": " + Json.WireNames<AuthFailure>.Of(result.Failure)), address);
            }

            return;
        }

        if (!IsNew((principal.OrganizationId, principal.Subject, address)))
            return;

        LogAccepted(method, principal.Subject, principal.OrganizationId, principal.Role, address);
        trail.Note(Row(AuditAction.AuthenticationAccepted, principal.OrganizationId, principal.Subject, address, method));
    }

    private bool IsNew((string, string, IPAddress?) what)
    {
        if (_written.TryGet(what, out _))
            return false;

        _written.Set(what, true);
        return true;
    }

    private AuditEntry Row(AuditAction action, string organizationId, string subject, IPAddress? address, string detail) => new()
    {
        At = time.GetUtcNow(),
        OrganizationId = organizationId,
        Action = action,
        Actor = subject,
        Address = address?.ToString(),
        Detail = detail,
    };
}
