using Fleet.Audit;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Audit;
using Fleet.Organizations;
using Fleet.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Gateway.Api.Organizations;

/// <summary>An organization's own rule of how long positions and events are kept.</summary>
internal static class RetentionEndpoints
{
    private const string Path = "/v1/organizations/{organization_id}/retention";
    private const int MaxDays = 36_500;

    public static void MapRetention(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Get).Requires(Role.Viewer).WithTags("Organizations")
            .Describe("How long history is kept", "One's own organization; a superuser sees any.").Returns<RetentionView>().Fails(404);
        routes.MapPut(Path, Put).Requires(Role.Admin).WithTags("Organizations")
            .Describe("Set how long history is kept", "Older positions and events are deleted, a day at a time, and do not come back.")
            .Takes<RetentionView>().Returns<RetentionView>().Fails(404);
    }

    private static async Task<IResult> Get(HttpContext context, IGrainFactory grains, string organization_id) =>
        await OrganizationEndpoints.Find(context, grains, organization_id) is null
            ? Problem.NotFound("organization")
            : Results.Ok(new RetentionView(await Rules(context).Get(organization_id, context.RequestAborted)));

    private static async Task<IResult> Put(HttpContext context, IGrainFactory grains, string organization_id)
    {
        if (await OrganizationEndpoints.Find(context, grains, organization_id) is null)
            return Problem.NotFound("organization");

        using var body = await RequestJson.Read(context);
        var days = body.Fields.WholeNumber("retention_days", 0, MaxDays, required: !body.Fields.IsNull("retention_days"));
        body.ThrowIfInvalid();
        await Rules(context).Set(organization_id, (int?)days, context.RequestAborted);
        await context.Audit(
            AuditAction.RetentionChanged, organization_id, days is null ? "as the server has it" : FormattableString.Invariant($"{days} days"), organization_id);
        return Results.Ok(new RetentionView((int?)days));
    }

    private static IRetentionRules Rules(HttpContext context) => context.RequestServices.GetRequiredService<IRetentionRules>();
}
