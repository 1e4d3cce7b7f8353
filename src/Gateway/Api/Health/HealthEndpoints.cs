using Fleet.Gateway.Api.Problems;
using Fleet.Organizations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api.Health;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: a grain answers it.</summary>
internal static class HealthEndpoints
{
    /// <summary>No organization can have this id, for a space is not allowed in one.</summary>
    private const string ProbeId = "readiness probe";

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Ok(new HealthView("live"))).ExcludeFromDescription();
        routes.MapGet("/health/ready", Ready).ExcludeFromDescription();
    }

    private static async Task<IResult> Ready(
        IGrainFactory grains, IOptions<ApiOptions> options, TimeProvider time, HttpContext context)
    {
        try
        {
            await grains.GetGrain<IOrganizationGrain>(GrainKey.ForOrganization(ProbeId)).Get()
                .WaitAsync(TimeSpan.FromMilliseconds(options.Value.ReadyTimeoutMilliseconds), time, context.RequestAborted);
            return Results.Ok(new HealthView("ready"));
        }
        catch (Exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            return new Problem(ProblemKinds.Unavailable, "No grain answered.");
        }
    }
}
