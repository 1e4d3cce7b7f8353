using Fleet.Audit;
using Fleet.Gateway.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Gateway.Audit;

/// <summary>Writes what a request has changed, as its principal, from its address.</summary>
internal static class AuditedRequest
{
    /// <summary>A page of an origin that is not on the list wanted in.</summary>
    public static void AuditRefusedOrigin(this HttpContext context)
    {
        var services = context.RequestServices;
        services.GetRequiredService<AuditTrail>().Refused(
            new AuditEntry
            {
                At = services.GetRequiredService<TimeProvider>().GetUtcNow(),
                OrganizationId = "",
                Action = AuditAction.AuthenticationRefused,
                Actor = AuditTrail.Unknown,
                Address = context.Connection.RemoteIpAddress?.ToString(),
                Target = context.Request.Headers.Origin.ToString(),
                Detail = "origin: refused",
            },
            context.Connection.RemoteIpAddress);
    }

    /// <param name="organizationId">The caller's where null.</param>
    public static ValueTask Audit(this HttpContext context, AuditAction action, string target, string? detail = null, string? organizationId = null)
    {
        var (principal, services) = (context.GetPrincipal(), context.RequestServices);
        return services.GetRequiredService<AuditTrail>().Write(new AuditEntry
        {
            At = services.GetRequiredService<TimeProvider>().GetUtcNow(),
            OrganizationId = organizationId ?? principal.OrganizationId,
            Action = action,
            Actor = principal.Subject,
            Address = context.Connection.RemoteIpAddress?.ToString(),
            Target = target,
            Detail = detail,
        });
    }
}
