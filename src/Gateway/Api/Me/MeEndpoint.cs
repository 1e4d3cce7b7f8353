using Fleet.Organizations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Gateway.Api.Me;

internal static class MeEndpoint
{
    public static void MapMe(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/me", (HttpContext context) => Results.Ok(MeView.Of(context.GetPrincipal())))
            .Requires(Role.Viewer)
            .WithTags("Me")
            .Describe("Who asks", "What the credential of this request is worth: pages and programs show by it what they can do. Never the credential.")
            .Returns<MeView>();
}
