using Fleet.Directory;
using Fleet.Gateway.Api.Lists;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Organizations;
using Fleet.Trips;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api.Trips;

internal static class TripEndpoints
{
    internal const string Channel = "trip_updates";

    public static void MapTrips(this IEndpointRouteBuilder routes)
    {
        var trips = routes.MapGroup("/v1/trips").WithTags("Trips");
        trips.MapGet("", List).Requires(Role.Viewer, Channel)
            .Describe("List trips", "The newest first. from and to bound when they started, or were planned.").Returns<PageOf<TripView>>().Paged("vehicle_id", "driver_id", "status", "from", "to");
        trips.MapPost("", Create).Requires(Role.Operator, Channel)
            .Describe("Plan a trip", "It starts when told to, or when its vehicle reports its id.")
            .Takes<TripBody>().Returns<TripView>(201).Fails(409);
        trips.MapGet("/{trip_id}", Get).Requires(Role.Viewer, Channel)
            .Describe("A trip and how it goes").Returns<TripView>().Fails(404);
        trips.MapPut("/{trip_id}", Put).Requires(Role.Operator, Channel)
            .Describe("Plan a trip, or replace the plan of one that has not ended").Takes<TripBody>().Returns<TripView>().Fails(409);
        trips.MapPatch("/{trip_id}", Patch).Requires(Role.Operator, Channel)
            .Describe("Change fields of the plan", "Assigns a driver, for example. The vehicle of a trip cannot change.")
            .Takes<TripBody>().Returns<TripView>().Fails(404).Fails(409);
        trips.MapDelete("/{trip_id}", Delete).Requires(Role.Operator, Channel)
            .Describe("Delete a trip that is not under way").Produces(204).Fails(404).Fails(409);
        TripCommands.Map(trips);
    }

    private static async Task<IResult> List(HttpContext context, DirectoryLists lists, IGrainFactory grains)
    {
        var principal = context.GetPrincipal();
        var page = PageRequest.Read(context, "trips", "vehicle_id", "driver_id", "status", "from", "to");
        var fields = new QueryFields(context.Request.Query);
        var (from, to) = fields.Range();
        var query = new DirectoryQuery
        {
            OrganizationId = principal.OrganizationId,
            Kind = EntityKind.Trip,
            VehicleId = fields.Id("vehicle_id"),
            DriverId = fields.Id("driver_id"),
            TripStatus = fields.Choice<TripStatus>("status"),
            From = from,
            Until = to,
            Limit = page.Limit,
        };
        fields.ThrowIfInvalid();
        return Results.Ok(await lists.Read(
            page,
            query,
            async id => await Find(grains, principal, id) is { } trip ? TripView.Of(trip) : null,
            context.RequestAborted));
    }

    private static async Task<IResult> Get(HttpContext context, IGrainFactory grains, string trip_id) =>
        await Find(grains, context.GetPrincipal(), trip_id) is { } trip
            ? Results.Ok(TripView.Of(trip))
            : Problem.NotFound("trip");

    private static async Task<IResult> Create(HttpContext context, IGrainFactory grains, EntityIds ids, IOptions<ApiOptions> options)
    {
        var principal = context.GetPrincipal();
        using var body = await RequestJson.Read(context);
        var id = body.Fields.Id("trip_id") ?? ids.Create("trip");
        var plan = ReadPlan(body, principal, null, options.Value);
        var grain = Grain(grains, principal, id);
        return await grain.Get() is null && await grain.Plan(plan) is { } trip
            ? Results.Created("/v1/trips/" + id, TripView.Of(trip))
            : new Problem(ProblemKinds.Conflict, "There is a trip of this id.");
    }

    private static async Task<IResult> Put(HttpContext context, IGrainFactory grains, IOptions<ApiOptions> options, string trip_id)
    {
        var principal = context.GetPrincipal();
        if (!Identifier.IsValid(trip_id) || (await Grain(grains, principal, trip_id).Get() is { } known && !principal.MaySee(known)))
            return Problem.NotFound("trip");

        return await Plan(context, grains, trip_id, null, options.Value);
    }

    private static async Task<IResult> Patch(HttpContext context, IGrainFactory grains, IOptions<ApiOptions> options, string trip_id) =>
        await Find(grains, context.GetPrincipal(), trip_id) is { } trip
            ? await Plan(context, grains, trip_id, trip.Plan, options.Value)
            : Problem.NotFound("trip");

    private static async Task<IResult> Plan(
        HttpContext context, IGrainFactory grains, string id, TripPlan? current, ApiOptions options)
    {
        var principal = context.GetPrincipal();
        using var body = await RequestJson.Read(context);
        body.RequireSameId("trip_id", id);
        var plan = ReadPlan(body, principal, current, options);
        return await Grain(grains, principal, id).Plan(plan) is { } trip
            ? Results.Ok(TripView.Of(trip))
            : new Problem(ProblemKinds.Conflict, "The trip has ended, or is another vehicle's.");
    }

    private static async Task<IResult> Delete(HttpContext context, IGrainFactory grains, string trip_id)
    {
        var principal = context.GetPrincipal();
        if (await Find(grains, principal, trip_id) is null)
            return Problem.NotFound("trip");

        return await Grain(grains, principal, trip_id).Remove()
            ? Results.NoContent()
            : new Problem(ProblemKinds.Conflict, "The trip is under way.");
    }

    /// <summary>The trip, or null where there is none or the principal may not see it.</summary>
    internal static async Task<TripSnapshot?> Find(IGrainFactory grains, Principal principal, string id) =>
        Identifier.IsValid(id) && await Grain(grains, principal, id).Get() is { } trip && principal.MaySee(trip) ? trip : null;

    private static ITripGrain Grain(IGrainFactory grains, Principal principal, string id) =>
        grains.GetGrain<ITripGrain>(GrainKey.For(principal.OrganizationId, id));

    private static TripPlan ReadPlan(RequestJson body, Principal principal, TripPlan? current, ApiOptions options)
    {
        var plan = TripBody.Read(body.Fields, current, options);
        if (plan.VehicleId.Length > 0 && !principal.MayTouchVehicle(plan.VehicleId))
            body.Fields.Fail("vehicle_id", FieldErrorCode.Forbidden, "is not among the vehicles of this credential");

        body.ThrowIfInvalid();
        return plan;
    }
}
