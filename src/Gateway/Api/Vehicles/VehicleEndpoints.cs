using Fleet.Directory;
using Fleet.Gateway.Api.Lists;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Organizations;
using Fleet.Vehicles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Gateway.Api.Vehicles;

internal static class VehicleEndpoints
{
    private const string Channel = "locations";

    public static void MapVehicles(this IEndpointRouteBuilder routes)
    {
        var vehicles = routes.MapGroup("/v1/vehicles").WithTags("Vehicles");
        vehicles.MapGet("", List).Requires(Role.Viewer, Channel)
            .Describe("List vehicles", "In the order of their ids.").Returns<PageOf<VehicleView>>().Paged();
        vehicles.MapPost("", Create).Requires(Role.Operator, Channel)
            .Describe("Register a vehicle", "A vehicle that reported before it was registered exists already: change it with PUT or PATCH.")
            .Takes<VehicleBody>().Returns<VehicleView>(201).Fails(409);
        vehicles.MapGet("/{vehicle_id}", Get).Requires(Role.Viewer, Channel)
            .Describe("A vehicle and its live state").Returns<VehicleView>().Fails(404);
        vehicles.MapPut("/{vehicle_id}", Put).Requires(Role.Operator, Channel)
            .Describe("Create or replace what is said of a vehicle", "Live state stays.").Takes<VehicleBody>().Returns<VehicleView>();
        vehicles.MapPatch("/{vehicle_id}", Patch).Requires(Role.Operator, Channel)
            .Describe("Change fields", "Absent fields stay, null clears.").Takes<VehicleBody>().Returns<VehicleView>().Fails(404);
        vehicles.MapDelete("/{vehicle_id}", Delete).Requires(Role.Operator, Channel)
            .Describe("Forget a vehicle").Produces(204).Fails(404);
    }

    private static async Task<IResult> List(HttpContext context, DirectoryLists lists, IGrainFactory grains)
    {
        var principal = context.GetPrincipal();
        var page = PageRequest.Read(context, "vehicles");
        var query = new DirectoryQuery { OrganizationId = principal.OrganizationId, Kind = EntityKind.Vehicle, Limit = page.Limit };
        return Results.Ok(await lists.Read(
            page,
            query,
            async id => await Find(grains, principal, id) is { } vehicle ? VehicleView.Of(vehicle) : null,
            context.RequestAborted));
    }

    private static async Task<IResult> Get(HttpContext context, IGrainFactory grains, string vehicle_id) =>
        await Find(grains, context.GetPrincipal(), vehicle_id) is { } vehicle
            ? Results.Ok(VehicleView.Of(vehicle))
            : Problem.NotFound("vehicle");

    private static async Task<IResult> Create(HttpContext context, IGrainFactory grains, EntityIds ids)
    {
        var principal = context.GetPrincipal();
        using var body = await RequestJson.Read(context);
        var id = body.Fields.Id("vehicle_id") ?? ids.Create("veh");
        var details = VehicleBody.Read(body.Fields, new VehicleDetails());
        body.ThrowIfInvalid();
        if (!principal.MayTouchVehicle(id))
            return Problem.Invalid("vehicle_id", FieldErrorCode.Forbidden, "is not among the vehicles of this credential");

        var grain = Grain(grains, principal, id);
        return (await grain.Get()).Exists
            ? new Problem(ProblemKinds.Conflict, "There is a vehicle of this id.")
            : Results.Created("/v1/vehicles/" + id, VehicleView.Of(await grain.Configure(details)));
    }

    private static async Task<IResult> Put(HttpContext context, IGrainFactory grains, string vehicle_id)
    {
        var principal = context.GetPrincipal();
        if (!Identifier.IsValid(vehicle_id) || !principal.MayTouchVehicle(vehicle_id)
            || (await Grain(grains, principal, vehicle_id).Get() is { Exists: true } known && !principal.MaySee(known)))
            return Problem.NotFound("vehicle");

        using var body = await RequestJson.Read(context);
        body.RequireSameId("vehicle_id", vehicle_id);
        var details = VehicleBody.Read(body.Fields, new VehicleDetails());
        body.ThrowIfInvalid();
        return Results.Ok(VehicleView.Of(await Grain(grains, principal, vehicle_id).Configure(details)));
    }

    private static async Task<IResult> Patch(HttpContext context, IGrainFactory grains, string vehicle_id)
    {
        var principal = context.GetPrincipal();
        if (await Find(grains, principal, vehicle_id) is not { } vehicle)
            return Problem.NotFound("vehicle");

        using var body = await RequestJson.Read(context);
        body.RequireSameId("vehicle_id", vehicle_id);
        var details = VehicleBody.Read(body.Fields, vehicle.Details);
        body.ThrowIfInvalid();
        return Results.Ok(VehicleView.Of(await Grain(grains, principal, vehicle_id).Configure(details)));
    }

    private static async Task<IResult> Delete(HttpContext context, IGrainFactory grains, string vehicle_id)
    {
        var principal = context.GetPrincipal();
        return await Find(grains, principal, vehicle_id) is not null && await Grain(grains, principal, vehicle_id).Remove()
            ? Results.NoContent()
            : Problem.NotFound("vehicle");
    }

    /// <summary>The vehicle, or null where there is none or the principal may not see it.</summary>
    internal static async Task<VehicleSnapshot?> Find(IGrainFactory grains, Principal principal, string id)
    {
        if (!Identifier.IsValid(id) || !principal.MayTouchVehicle(id))
            return null;

        var vehicle = await Grain(grains, principal, id).Get();
        return vehicle.Exists && principal.MaySee(vehicle) ? vehicle : null;
    }

    private static IVehicleGrain Grain(IGrainFactory grains, Principal principal, string id) =>
        grains.GetGrain<IVehicleGrain>(GrainKey.For(principal.OrganizationId, id));
}
