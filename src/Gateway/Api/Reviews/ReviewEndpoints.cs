using System.Globalization;
using Fleet.Gateway.Api.Lists;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Api.Vehicles;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Organizations;
using Fleet.Reviews;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Gateway.Api.Reviews;

/// <summary>Why an event did not happen.</summary>
internal static class ReviewEndpoints
{
    private const double DefaultWithin = 30;
    private const double MaxWithin = 600;

    private static readonly string[] Parameters = ["event", "at", "within", "geofence_id"];

    public static void MapReviews(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/vehicles/{vehicle_id}/why-not", WhyNot).Requires(Role.Viewer, "locations").WithTags("History")
            .Describe(
                "Why an event did not happen",
                "Runs the event's rule again over the stored positions around at, with the thresholds of today, and says which condition failed; or that it did happen. "
                + "event is harsh_braking, harsh_acceleration, harsh_cornering, speeding, idling, low_fuel, geofence_entry or geofence_exit (with geofence_id), trip_started, trip_paused, trip_completed, or the name of a custom event. "
                + "within: how far from at it counts as the one meant, seconds, 30 where absent.")
            .Returns<ReviewView>().Fails(404).Asks(Parameters);

    private static async Task<IResult> WhyNot(HttpContext context, IGrainFactory grains, string vehicle_id)
    {
        var principal = context.GetPrincipal();
        var fields = new QueryFields(context.Request.Query).Only(Parameters);
        var question = Read(fields);
        fields.ThrowIfInvalid();
        if (!principal.MayRead(ChannelOf(question!.Event)))
            return new Problem(ProblemKinds.Forbidden, $"The credential's permissions do not include {ChannelOf(question.Event)}.");

        if (await VehicleEndpoints.Find(grains, principal, vehicle_id) is null)
            return Problem.NotFound("vehicle");

        var review = await grains.GetGrain<IReviewGrain>(GrainKey.For(principal.OrganizationId, vehicle_id)).WhyNot(question);
        if (review is null)
            return Problem.Invalid("event", FieldErrorCode.Unknown, "must be a custom event or one of " + Names());

        // Where it was then is bounded like everything else.
        return principal.MaySee(review.Place) ? Results.Ok(ReviewView.Of(vehicle_id, question, review)) : Problem.NotFound("vehicle");
    }

    private static EventQuestion? Read(QueryFields fields)
    {
        var (name, at, fence) = (fields.Id("event"), fields.Time("at"), fields.Id("geofence_id"));
        if (name is null)
            fields.Fail("event", FieldErrorCode.Required, "is required");

        if (at is null)
            fields.Fail("at", FieldErrorCode.Required, "is required");

        var within = DefaultWithin;
        if (fields.Text("within") is { } text
            && (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out within) || within is < 0 or > MaxWithin))
            fields.Fail("within", FieldErrorCode.Range, $"must be within 0 … {MaxWithin}");

        if (name is not null && ReviewedEvents.Fences.Contains(name) != fence is not null)
            fields.Fail("geofence_id", fence is null ? FieldErrorCode.Required : FieldErrorCode.Conflict, "belongs to geofence_entry and geofence_exit");

        return name is null || at is null ? null : new EventQuestion { Event = name, At = at.Value, WithinSeconds = within, GeofenceId = fence };
    }

    private static string ChannelOf(string name) =>
        ReviewedEvents.Safety.Contains(name) ? "safety_events"
        : ReviewedEvents.Fences.Contains(name) || ReviewedEvents.Trips.Contains(name) ? "trip_updates"
        : "custom_events";

    private static string Names() => string.Join(", ", [.. ReviewedEvents.Safety, .. ReviewedEvents.Fences, .. ReviewedEvents.Trips]);
}
