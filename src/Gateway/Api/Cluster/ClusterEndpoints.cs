using Fleet.Gateway.Api.Problems;
using Fleet.Hosts;
using Fleet.Organizations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Orleans.Runtime;

namespace Fleet.Gateway.Api.Cluster;

internal static class ClusterEndpoints
{
    public static void MapCluster(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/admin/cluster", Get).WithTags("Operations").Requires(Role.Viewer)
            .Describe("Silos and gateways", "Superusers only. Processes with version and load, silos with their status and activations by grain type.")
            .Returns<ClusterView>();

    private static async Task<IResult> Get(HttpContext context, IGrainFactory grains)
    {
        if (!context.GetPrincipal().IsSuperuser)
            return new Problem(ProblemKinds.Forbidden, "This needs a superuser.");

        var management = grains.GetGrain<IManagementGrain>(0);
        var hosts = await management.GetHosts(onlyActive: false);
        var statistics = await management.GetSimpleGrainStatistics();
        var reports = await grains.GetGrain<IHostRosterGrain>(IHostRosterGrain.Key).List();
        return Results.Ok(ClusterView.Of(hosts, statistics, reports));
    }
}
