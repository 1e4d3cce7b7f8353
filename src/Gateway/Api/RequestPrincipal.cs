using Fleet.Gateway.Auth;

namespace Fleet.Gateway.Api;

/// <summary>The principal of a REST request, put there by <see cref="RoleFilter"/>.</summary>
internal static class RequestPrincipal
{
    private static readonly object Key = new();

    public static Principal GetPrincipal(this HttpContext context) =>
        (Principal)context.Items[Key]!;

    public static void SetPrincipal(this HttpContext context, Principal principal) => context.Items[Key] = principal;
}
