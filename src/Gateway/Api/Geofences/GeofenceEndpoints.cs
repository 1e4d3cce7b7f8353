using Fleet.Audit;
using Fleet.Directory;
using Fleet.Gateway.Api.Lists;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Audit;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Geofences;
using Fleet.Organizations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api.Geofences;

internal static class GeofenceEndpoints
{
    public static void MapGeofences(this IEndpointRouteBuilder routes)
    {
        var fences = routes.MapGroup("/v1/geofences").WithTags("Geofences");
        fences.MapGet("", List).Requires(Role.Viewer)
            .Describe("List geofences", "In the order of their ids.").Returns<PageOf<GeofenceView>>().Paged();
        fences.MapPost("", Create).Requires(Role.Operator)
            .Describe("Create a geofence", "In force, on every host, when the answer comes (or a second later at the most).")
            .Takes<GeofenceBody>().Returns<GeofenceView>(201).Fails(409);
        fences.MapPost("/bulk", GeofenceImport.Run).Requires(Role.Operator)
            .Describe("Create or replace many geofences", "A GeoJSON FeatureCollection, or {geofences: [...]}. Each is judged alone; what is in error is refused with the field named, and nothing else is lost.")
            .Takes<ImportBody>().Returns<ImportView>();
        fences.MapGet("/{geofence_id}/inside", Inside).Requires(Role.Viewer)
            .Describe("Who is inside now", "By vehicle id. Of a vehicle that fell silent it is unknown.").Returns<PageOf<OccupantView>>().Paged().Fails(404);
        fences.MapGet("/{geofence_id}", Get).Requires(Role.Viewer)
            .Describe("A geofence and who is inside").Returns<GeofenceView>().Fails(404);
        fences.MapPut("/{geofence_id}", Put).Requires(Role.Operator)
            .Describe("Create or replace a geofence").Takes<GeofenceBody>().Returns<GeofenceView>();
        fences.MapPatch("/{geofence_id}", Patch).Requires(Role.Operator)
            .Describe("Change fields", "Absent fields stay; null clears what may be absent.").Takes<GeofenceBody>().Returns<GeofenceView>().Fails(404);
        fences.MapDelete("/{geofence_id}", Delete).Requires(Role.Operator)
            .Describe("Delete a geofence").Produces(204).Fails(404);
    }

    private static async Task<IResult> List(HttpContext context, DirectoryLists lists, IGrainFactory grains)
    {
        var principal = context.GetPrincipal();
        var page = PageRequest.Read(context, "geofences");
        var query = new DirectoryQuery { OrganizationId = principal.OrganizationId, Kind = EntityKind.Geofence, Limit = page.Limit };
        return Results.Ok(await lists.Read(
            page,
            query,
            async id => await Find(grains, principal, id) is { } fence ? GeofenceView.Of(fence, principal) : null,
            context.RequestAborted));
    }

    private static async Task<IResult> Get(HttpContext context, IGrainFactory grains, string geofence_id) =>
        await Find(grains, context.GetPrincipal(), geofence_id) is { } fence
            ? Results.Ok(GeofenceView.Of(fence, context.GetPrincipal()))
            : Problem.NotFound("geofence");

    private static async Task<IResult> Inside(HttpContext context, IGrainFactory grains, string geofence_id)
    {
        var principal = context.GetPrincipal();
        var page = PageRequest.Read(context, "inside " + geofence_id);
        if (await Find(grains, principal, geofence_id) is not { } fence)
            return Problem.NotFound("geofence");

        OccupantView[] rest =
        [
            .. fence.Occupants.Where(o => principal.MayTouchVehicle(o.VehicleId) && string.CompareOrdinal(o.VehicleId, page.After) > 0)
                .Take(page.Limit + 1).Select(OccupantView.Of),
        ];
        return Results.Ok(page.Page(rest.Take(page.Limit).ToArray(), rest.Length > page.Limit ? rest[page.Limit - 1].VehicleId : null));
    }

    private static async Task<IResult> Create(HttpContext context, IGrainFactory grains, EntityIds ids, IOptions<GeofenceShapeLimits> limits)
    {
        var principal = context.GetPrincipal();
        using var body = await RequestJson.Read(context);
        var id = body.Fields.Id("geofence_id") ?? ids.Create("fence");
        var definition = GeofenceBody.Read(body.Fields, id, null, limits.Value);
        body.ThrowIfInvalid();
        var grain = Grain(grains, principal, id);
        if (await grain.Get() is not null)
            return new Problem(ProblemKinds.Conflict, "There is a geofence of this id.");
        if (await Room(grains, principal, limits.Value) <= 0)
            return TooMany(limits.Value);

        var fence = await grain.Define(definition);
        await context.Audit(AuditAction.GeofenceChanged, id);
        return Results.Created("/v1/geofences/" + id, GeofenceView.Of(fence, principal));
    }

    /// <summary>How many more fences the organization may have. Several at once may go a little beyond.</summary>
    internal static async Task<int> Room(IGrainFactory grains, Principal principal, GeofenceShapeLimits limits) =>
        limits.MaxFences - (await grains.GetGrain<IGeofenceCatalogGrain>(GrainKey.ForOrganization(principal.OrganizationId)).Count(null)).Total;

    private static Problem TooMany(GeofenceShapeLimits limits) =>
        new(ProblemKinds.Conflict, $"An organization has at most {limits.MaxFences} geofences.");

    private static async Task<IResult> Put(HttpContext context, IGrainFactory grains, IOptions<GeofenceShapeLimits> limits, string geofence_id) =>
        Identifier.IsValid(geofence_id)
        && (await Grain(grains, context.GetPrincipal(), geofence_id).Get() is not { } known || context.GetPrincipal().MaySee(known.Definition))
            ? await Define(context, grains, limits.Value, geofence_id, null)
            : Problem.NotFound("geofence");

    private static async Task<IResult> Patch(HttpContext context, IGrainFactory grains, IOptions<GeofenceShapeLimits> limits, string geofence_id) =>
        await Find(grains, context.GetPrincipal(), geofence_id) is { } fence
            ? await Define(context, grains, limits.Value, geofence_id, fence.Definition)
            : Problem.NotFound("geofence");

    private static async Task<IResult> Define(
        HttpContext context, IGrainFactory grains, GeofenceShapeLimits limits, string id, GeofenceDefinition? current)
    {
        var principal = context.GetPrincipal();
        using var body = await RequestJson.Read(context);
        body.RequireSameId("geofence_id", id);
        var definition = GeofenceBody.Read(body.Fields, id, current, limits);
        body.ThrowIfInvalid();
        var grain = Grain(grains, principal, id);
        if (current is null && await grain.Get() is null && await Room(grains, principal, limits) <= 0)
            return TooMany(limits);

        var fence = await grain.Define(definition);
        await context.Audit(AuditAction.GeofenceChanged, id);
        return Results.Ok(GeofenceView.Of(fence, principal));
    }

    private static async Task<IResult> Delete(HttpContext context, IGrainFactory grains, string geofence_id)
    {
        var principal = context.GetPrincipal();
        if (await Find(grains, principal, geofence_id) is null || !await Grain(grains, principal, geofence_id).Remove())
            return Problem.NotFound("geofence");

        await context.Audit(AuditAction.GeofenceDeleted, geofence_id);
        return Results.NoContent();
    }

    private static async Task<GeofenceSnapshot?> Find(IGrainFactory grains, Principal principal, string id) =>
        Identifier.IsValid(id) && await Grain(grains, principal, id).Get() is { } fence && principal.MaySee(fence.Definition) ? fence : null;

    internal static IGeofenceGrain Grain(IGrainFactory grains, Principal principal, string id) =>
        grains.GetGrain<IGeofenceGrain>(GrainKey.For(principal.OrganizationId, id));
}
