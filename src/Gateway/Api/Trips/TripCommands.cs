using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Ingest;
using Fleet.Gateway.Json;
using Fleet.Organizations;
using Fleet.Trips;
using Fleet.Vehicles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api.Trips;

/// <summary>Start, complete, cancel: through the vehicle, which owns the order of what happens to its trips.</summary>
internal static class TripCommands
{
    private const int MaxReason = 500;

    private delegate Task<TripCommandResult> Command(IVehicleGrain vehicle, string tripId, DateTimeOffset? at, string? reason);

    public static void Map(RouteGroupBuilder trips)
    {
        Map(trips, "start", "Start a planned trip", "The trip under way, if any, is completed first.",
            (vehicle, id, at, _) => vehicle.StartTrip(id, at));
        Map(trips, "complete", "Complete a trip", null, (vehicle, id, at, _) => vehicle.CompleteTrip(id, at));
        Map(trips, "cancel", "Cancel a trip", null, (vehicle, id, at, reason) => vehicle.CancelTrip(id, reason, at));
    }

    private static void Map(RouteGroupBuilder trips, string verb, string summary, string? description, Command command) =>
        trips.MapPost(
                "/{trip_id}/" + verb,
                (HttpContext context, IGrainFactory grains, IOptions<IngestOptions> limits, TimeProvider time, string trip_id) =>
                    Run(context, grains, limits.Value, time, trip_id, command))
            .Requires(Role.Operator, TripEndpoints.Channel)
            .Describe(summary, "Doing it twice changes nothing. " + description)
            .Takes<TripCommandBody>().Returns<TripView>().Fails(404).Fails(409);

    private static async Task<IResult> Run(
        HttpContext context, IGrainFactory grains, IngestOptions limits, TimeProvider time, string tripId, Command command)
    {
        var principal = context.GetPrincipal();
        if (await TripEndpoints.Find(grains, principal, tripId) is not { } trip)
            return Problem.NotFound("trip");

        using var body = await RequestJson.Read(context, optional: true);
        var at = body.Fields.Time("at");
        var reason = body.Fields.Text("reason", MaxReason);
        if (at - time.GetUtcNow() > TimeSpan.FromSeconds(limits.MaxAheadSeconds))
            body.Fields.Fail("at", FieldErrorCode.Future, $"is more than {limits.MaxAheadSeconds} s ahead of the server's clock");
        else if (at < limits.MinimumTime)
            body.Fields.Fail("at", FieldErrorCode.TooOld, $"is before {limits.MinimumTime:O}");
        body.ThrowIfInvalid();

        var vehicle = grains.GetGrain<IVehicleGrain>(GrainKey.For(principal.OrganizationId, trip.Plan.VehicleId));
        var result = await command(vehicle, tripId, at, reason);
        return result.Outcome switch
        {
            TripCommandOutcome.Done or TripCommandOutcome.AlreadyDone => Results.Ok(TripView.Of(result.Trip ?? trip)),
            TripCommandOutcome.NotFound => Problem.NotFound("trip"),
            TripCommandOutcome.WrongVehicle => new Problem(ProblemKinds.Conflict, "The trip is planned for another vehicle."),
            _ => new Problem(
                ProblemKinds.Conflict, $"A trip that is {WireNames<TripStatus>.Of((result.Trip ?? trip).Status)} does not allow it."),
        };
    }
}
