using System.Collections.Concurrent;
using Fleet.Gateway.Auth;
using Fleet.Organizations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>Stands in for the authenticator: keys and tokens that the test gave, and a gate before the answer.</summary>
internal sealed class KnownKeys : IAuthenticator
{
    private readonly ConcurrentDictionary<string, Principal> _principals = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, AuthFailure> _failures = new(StringComparer.Ordinal);

    public Task Gate { get; set; } = Task.CompletedTask;

    public (string? Timestamp, string? Signature) LastSignature { get; private set; }

    public void Add(string credential, Principal principal) => _principals[credential] = principal;

    public void Fail(string credential, AuthFailure failure) => _failures[credential] = failure;

    public static Principal Viewer(string organization = "org", Permissions? permissions = null, DateTimeOffset? expiresAt = null, Role role = Role.Viewer) => new()
    {
        OrganizationId = organization,
        Subject = "someone",
        Role = role,
        Permissions = permissions ?? new Permissions(),
        ExpiresAt = expiresAt,
    };

    public async ValueTask<AuthResult> AuthenticateApiKey(string apiKey, string? timestamp, string? signature, CancellationToken cancellationToken)
    {
        await Gate;
        LastSignature = (timestamp, signature);
        return Find(apiKey);
    }

    public async ValueTask<AuthResult> AuthenticateToken(string token, CancellationToken cancellationToken)
    {
        await Gate;
        return Find(token);
    }

    public ValueTask<AuthResult> AuthenticateRequest(HttpContext context, StringValues elsewhere = default) => throw new NotSupportedException();

    private AuthResult Find(string credential) =>
        _principals.TryGetValue(credential, out var principal) ? new AuthResult(principal, AuthFailure.None) : new AuthResult(null, _failures.GetValueOrDefault(credential, AuthFailure.Invalid));
}
