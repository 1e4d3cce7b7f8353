using Fleet.Directory;
using Fleet.Drivers;
using Fleet.Gateway.Api.Lists;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Organizations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Gateway.Api.Drivers;

internal static class DriverEndpoints
{
    private const string Channel = "driver_performance";

    public static void MapDrivers(this IEndpointRouteBuilder routes)
    {
        var drivers = routes.MapGroup("/v1/drivers").WithTags("Drivers");
        drivers.MapGet("", List).Requires(Role.Viewer, Channel)
            .Describe("List drivers", "In the order of their ids.").Returns<PageOf<DriverView>>().Paged();
        drivers.MapPost("", Create).Requires(Role.Operator, Channel)
            .Describe("Register a driver").Takes<DriverBody>().Returns<DriverView>(201).Fails(409);
        drivers.MapGet("/{driver_id}", Get).Requires(Role.Viewer, Channel)
            .Describe("A driver and the session under way").Returns<DriverView>().Fails(404);
        drivers.MapPut("/{driver_id}", Put).Requires(Role.Operator, Channel)
            .Describe("Create or replace what is said of a driver").Takes<DriverBody>().Returns<DriverView>();
        drivers.MapPatch("/{driver_id}", Patch).Requires(Role.Operator, Channel)
            .Describe("Change fields", "Absent fields stay, null clears.").Takes<DriverBody>().Returns<DriverView>().Fails(404);
        drivers.MapDelete("/{driver_id}", Delete).Requires(Role.Operator, Channel)
            .Describe("Forget a driver").Produces(204).Fails(404);
    }

    private static async Task<IResult> List(HttpContext context, DirectoryLists lists, IGrainFactory grains)
    {
        var principal = context.GetPrincipal();
        var page = PageRequest.Read(context, "drivers");
        var query = new DirectoryQuery { OrganizationId = principal.OrganizationId, Kind = EntityKind.Driver, Limit = page.Limit };
        return Results.Ok(await lists.Read(
            page,
            query,
            async id => await Find(grains, principal, id) is { } driver ? DriverView.Of(driver) : null,
            context.RequestAborted));
    }

    private static async Task<IResult> Get(HttpContext context, IGrainFactory grains, string driver_id) =>
        await Find(grains, context.GetPrincipal(), driver_id) is { } driver
            ? Results.Ok(DriverView.Of(driver))
            : Problem.NotFound("driver");

    private static async Task<IResult> Create(HttpContext context, IGrainFactory grains, EntityIds ids)
    {
        using var body = await RequestJson.Read(context);
        var id = body.Fields.Id("driver_id") ?? ids.Create("drv");
        var details = DriverBody.Read(body.Fields, new DriverDetails());
        body.ThrowIfInvalid();
        var grain = Grain(grains, context.GetPrincipal(), id);
        return (await grain.Get()).Exists
            ? new Problem(ProblemKinds.Conflict, "There is a driver of this id.")
            : Results.Created("/v1/drivers/" + id, DriverView.Of(await grain.Configure(details)));
    }

    private static async Task<IResult> Put(HttpContext context, IGrainFactory grains, string driver_id)
    {
        var principal = context.GetPrincipal();
        if (!Identifier.IsValid(driver_id)
            || (await Grain(grains, principal, driver_id).Get() is { Exists: true } known && !principal.MaySee(known)))
            return Problem.NotFound("driver");

        return await Configure(context, grains, driver_id, new DriverDetails());
    }

    private static async Task<IResult> Patch(HttpContext context, IGrainFactory grains, string driver_id) =>
        await Find(grains, context.GetPrincipal(), driver_id) is { } driver
            ? await Configure(context, grains, driver_id, driver.Details)
            : Problem.NotFound("driver");

    private static async Task<IResult> Configure(HttpContext context, IGrainFactory grains, string id, DriverDetails current)
    {
        using var body = await RequestJson.Read(context);
        body.RequireSameId("driver_id", id);
        var details = DriverBody.Read(body.Fields, current);
        body.ThrowIfInvalid();
        return Results.Ok(DriverView.Of(await Grain(grains, context.GetPrincipal(), id).Configure(details)));
    }

    private static async Task<IResult> Delete(HttpContext context, IGrainFactory grains, string driver_id)
    {
        var principal = context.GetPrincipal();
        return await Find(grains, principal, driver_id) is not null && await Grain(grains, principal, driver_id).Remove()
            ? Results.NoContent()
            : Problem.NotFound("driver");
    }

    /// <summary>The driver, or null where there is none or the principal may not see it.</summary>
    internal static async Task<DriverSnapshot?> Find(IGrainFactory grains, Principal principal, string id)
    {
        if (!Identifier.IsValid(id))
            return null;

        var driver = await Grain(grains, principal, id).Get();
        return driver.Exists && principal.MaySee(driver) ? driver : null;
    }

    private static IDriverGrain Grain(IGrainFactory grains, Principal principal, string id) =>
        grains.GetGrain<IDriverGrain>(GrainKey.For(principal.OrganizationId, id));
}
