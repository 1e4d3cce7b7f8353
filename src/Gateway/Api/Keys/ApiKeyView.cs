using System.ComponentModel;
using Fleet.Organizations;

namespace Fleet.Gateway.Api.Keys;

/// <summary>An API key as it is listed.</summary>
public sealed record ApiKeyView
{
    public required string KeyId { get; init; }

    public required string Name { get; init; }

    public required Role Role { get; init; }

    public required bool RequireSignature { get; init; }

    public required PermissionsView Permissions { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    [Description("It was rotated: the key that takes its place.")]
    public string? ReplacedBy { get; init; }

    [Description("Only when the key was just created: the secret, shown this once.")]
    public string? ApiKey { get; init; }

    internal static ApiKeyView Of(ApiKeyRecord key) => new()
    {
        KeyId = key.KeyId,
        Name = key.Spec.Name,
        Role = key.Spec.Role,
        RequireSignature = key.Spec.RequireSignature,
        Permissions = PermissionsView.Of(key.Spec.Permissions),
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.Spec.ExpiresAt,
        RevokedAt = key.RevokedAt,
        ReplacedBy = key.ReplacedBy,
    };
}
