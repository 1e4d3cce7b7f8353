using System.Collections.Frozen;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Subscriptions;
using Fleet.Trips;

namespace Fleet.Gateway.Protocols.SpatialFlow.Feeds;

/// <summary><c>/ws/events/geofence/</c>: every crossing as <c>geofence_event</c>.</summary>
internal sealed class GeofenceFeed : SpatialFlowFeed
{
    private const string Channel = "trip_updates"; // crossings are on it

    private static readonly FrozenSet<string> Types =
        new[] { TripEventKind.GeofenceEntry, TripEventKind.GeofenceExit, TripEventKind.GeofenceDwell }.Select(TripEventNames.Of).ToFrozenSet(StringComparer.Ordinal);

    public override string Name => "geofence events";

    public override EventForm Form => SpatialFlowForm.Geofence;

    public override ValueTask<FeedTicket> Admit(Principal principal, IReadOnlyDictionary<string, string> ids) => ValueTask.FromResult(
        principal.MayRead(Channel)
            ? new FeedTicket { Channels = EventChannels.TripUpdates, Filter = new SubscriptionFilter { EventTypes = Types } }
            : FeedTicket.Forbidden(Channel));
}
