using System.ComponentModel;
using Fleet.Gateway.Api.Keys;
using Fleet.Gateway.Auth;
using Fleet.Organizations;

namespace Fleet.Gateway.Api.Me;

/// <summary>Whom a credential speaks for, and what it may.</summary>
public sealed record MeView
{
    public required string OrganizationId { get; init; }

    [Description("The token's sub, or the API key's id.")]
    public required string Subject { get; init; }

    public required Role Role { get; init; }

    public required bool IsSuperuser { get; init; }

    public required PermissionsView Permissions { get; init; }

    [Description("From then on the credential is refused; absent for never.")]
    public DateTimeOffset? ExpiresAt { get; init; }

    internal static MeView Of(Principal principal) => new()
    {
        OrganizationId = principal.OrganizationId,
        Subject = principal.Subject,
        Role = principal.Role,
        IsSuperuser = principal.IsSuperuser,
        Permissions = PermissionsView.Of(principal.Permissions),
        ExpiresAt = principal.ExpiresAt,
    };
}
