using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Organizations;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Gateway.Api;

/// <summary>Authenticates a request and asks for a role, and for a channel where the answer shows what the channel would.</summary>
internal static class RoleFilter
{
    public static TBuilder Requires<TBuilder>(this TBuilder builder, Role role, string? channel = null)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (invocation, next) =>
            await Refuse(invocation.HttpContext, role, channel) ?? await next(invocation));

    /// <summary>Null where the request may go on; it then has a principal.</summary>
    public static async ValueTask<Problem?> Refuse(HttpContext context, Role role, string? channel)
    {
        var result = await context.RequestServices.GetRequiredService<IAuthenticator>().AuthenticateRequest(context);
        return Refuse(context, result, role, channel);
    }

    /// <summary>The same with a credential that was not in the usual headers.</summary>
    public static Problem? Refuse(HttpContext context, AuthResult result, Role role, string? channel)
    {
        if (result.Principal is not { } principal)
        {
            return result.Failure == AuthFailure.TooManyFailures
                ? new Problem(ProblemKinds.TooMany, "Too many failed authentications from this address.") { RetryAfter = (int)Math.Ceiling(result.RetryAfter.TotalSeconds) }
                : Unauthenticated(result.Failure);
        }

        if (!principal.Has(role))
            return new Problem(ProblemKinds.Forbidden, $"This needs the role {WireNames<Role>.Of(role)}.");

        if (channel is not null && !principal.MayRead(channel))
            return new Problem(ProblemKinds.Forbidden, $"The credential's permissions do not include {channel}.");

        context.SetPrincipal(principal);
        return null;
    }

    private static Problem Unauthenticated(AuthFailure failure) => new(ProblemKinds.Unauthenticated, failure switch
    {
        AuthFailure.Missing => "Give an API key or a token in Authorization: Bearer, or an API key in X-API-Key.",
        AuthFailure.Expired => "The credential has expired.",
        AuthFailure.NotYetValid => "The token is not valid yet.",
        AuthFailure.Revoked => "The API key was revoked.",
        AuthFailure.SignatureRequired => "This API key must be used with X-Timestamp and X-Signature.",
        AuthFailure.SignatureInvalid => "The signature does not match.",
        AuthFailure.SignatureStale => "The signed timestamp is too far off, or was used before.",
        _ => "The credential is not valid.",
    })
    {
        Challenge = failure == AuthFailure.Missing ? null : "Bearer realm=\"fleet\", error=\"invalid_token\"",
    };
}
