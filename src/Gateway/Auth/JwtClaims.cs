using System.Text.Json;
using Fleet.Gateway.Json;
using Fleet.Organizations;

namespace Fleet.Gateway.Auth;

/// <summary>The claims of a token whose signature held.</summary>
internal sealed record JwtClaims
{
    private const int MaxSubject = 256;

    /// <summary>The year 9999; beyond it a date cannot be represented.</summary>
    private const double MaxTime = 253_402_300_000;

    public required string Subject { get; init; }

    public required string OrganizationId { get; init; }

    public required Role Role { get; init; }

    public required bool IsSuperuser { get; init; }

    public required Permissions Permissions { get; init; }

    /// <summary><c>exp</c>, seconds since 1970.</summary>
    public double? Expires { get; init; }

    /// <summary><c>nbf</c>, seconds since 1970.</summary>
    public double? NotBefore { get; init; }

    /// <summary>
    /// Null where a claim is missing or malformed. Without a role a token may only look; a role that is not known is
    /// refused rather than guessed at.
    /// </summary>
    public static JwtClaims? Read(JsonElement payload)
    {
        var errors = new FieldErrors();
        if (JsonFields.Open(payload, "", errors) is not { } fields)
            return null;

        var subject = fields.Text("sub", MaxSubject, required: true);
        var organization = fields.Id("org") ?? fields.Id("organization_id", required: true);
        if (fields.Has("org") && fields.Has("organization_id") && fields.Id("organization_id") != organization)
            return null;

        var role = fields.Choice<Role>("role") ?? Role.Viewer;
        var superuser = fields.Flag("is_superuser") ?? false;
        var permissions = PermissionsJson.Read(fields, "permissions");
        var expires = fields.Number("exp", 0, MaxTime);
        var notBefore = fields.Number("nbf", 0, MaxTime);
        if (errors.Any || fields.IsNull("exp") || fields.IsNull("nbf"))
            return null;

        return new JwtClaims
        {
            Subject = subject!,
            OrganizationId = organization!,
            Role = role,
            IsSuperuser = superuser,
            Permissions = permissions,
            Expires = expires,
            NotBefore = notBefore,
        };
    }

    public Principal ToPrincipal(DateTimeOffset? expiresAt) => new()
    {
        OrganizationId = OrganizationId,
        Subject = Subject,
        Role = Role,
        IsSuperuser = IsSuperuser,
        Permissions = Permissions,
        ExpiresAt = expiresAt,
    };
}
