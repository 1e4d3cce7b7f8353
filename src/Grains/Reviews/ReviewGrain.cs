using Fleet.CustomEvents;
using Fleet.Events;
using Fleet.Organizations;
using Fleet.Storage;
using Fleet.Trips;
using Fleet.Vehicles;
using Microsoft.Extensions.Options;

namespace Fleet.Reviews;

/// <summary>Reads what was told and what is stored, and lets <see cref="EventReviewer"/> judge. Keeps nothing.</summary>
public sealed class ReviewGrain(
    IOrganizationContexts organizations,
    IPositionLog positions,
    IEventLog events,
    IOptions<VehicleOptions> vehicles,
    IOptions<TripOptions> trips) : Grain, IReviewGrain
{
    private const int MaxEvents = 200;

    public async Task<EventReview?> WhyNot(EventQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var (organization, vehicle) = GrainKey.Split(this.GetPrimaryKeyString());
        var context = await organizations.Get(organization);
        if (!EventReviewer.Knows(question.Event, context))
            return null;

        var told = await Told(organization, vehicle, question);
        var reviewer = new EventReviewer(vehicle, question, context, vehicles.Value, trips.Value);
        await foreach (var row in positions.Read(organization, vehicle, reviewer.From, reviewer.Until, includeLate: true, CancellationToken.None))
        {
            if (!reviewer.Take(row.Position))
                break;
        }

        var review = reviewer.Judge();
        return told is null ? review : review with { Happened = true, EventId = told.EventId, EventAt = told.Timestamp };
    }

    /// <summary>The nearest of its kind that still stands.</summary>
    private async Task<FleetEvent?> Told(string organization, string vehicle, EventQuestion question)
    {
        var page = await events.Query(
            new EventQuery
            {
                OrganizationId = organization,
                VehicleId = vehicle,
                Types = [question.Event, "event_superseded"],
                From = question.At.AddSeconds(-question.WithinSeconds),
                Until = question.At.AddSeconds(question.WithinSeconds).AddMilliseconds(1),
                Limit = MaxEvents,
            },
            CancellationToken.None);
        var gone = page.Events.OfType<EventSuperseded>().Select(s => s.Superseded.EventId).ToHashSet(StringComparer.Ordinal);
        return page.Events
            .Where(e => e is not EventSuperseded && !gone.Contains(e.EventId) && IsMeant(e, question))
            .MinBy(e => (e.Timestamp - question.At).Duration());
    }

    private static bool IsMeant(FleetEvent e, EventQuestion question) => e switch
    {
        TripChanged { GeofenceId: { } fence } => question.GeofenceId is null || fence == question.GeofenceId,
        CustomEventRaised custom => custom.Status is CustomEventStatus.Raised or CustomEventStatus.Pending,
        _ => true,
    };
}
