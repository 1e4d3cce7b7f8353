using Fleet.Organizations;

namespace Fleet.Gateway.Auth;

/// <summary>Who is asking, and what he may see. Made by an <see cref="IAuthenticator"/> only.</summary>
public sealed record Principal
{
    public required string OrganizationId { get; init; }

    /// <summary>The token's <c>sub</c>, or the API key's id (never its secret).</summary>
    public required string Subject { get; init; }

    /// <summary>The API key's id; null with a token.</summary>
    public string? KeyId { get; init; }

    public required Role Role { get; init; }

    public bool IsSuperuser { get; init; }

    public required Permissions Permissions { get; init; }

    /// <summary>From then on the principal is worth nothing; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
