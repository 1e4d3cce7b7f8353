using System.Diagnostics.CodeAnalysis;

namespace Fleet.Gateway.Auth;

/// <summary>Either a principal or a reason that may be shown to the caller.</summary>
public readonly record struct AuthResult(Principal? Principal, AuthFailure Failure)
{
    /// <summary>With <see cref="AuthFailure.TooManyFailures"/>.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>Whose credential was refused: the organization and the key's id, or a token's subject; null where it is nobody's.</summary>
    internal (string OrganizationId, string Subject)? Refused { get; init; }

    [MemberNotNullWhen(true, nameof(Principal))]
    public bool Succeeded => Principal is not null;
}
