using Fleet.Events;
using Fleet.Geography;
using Fleet.Trips;

namespace Fleet.Geofences;

/// <summary>
/// What subscribers see of a crossing. An exit and a dwell have their id from the entry, not from their own moment: whoever
/// finds it first, vehicle or fence, by data or by the clock, there is one for each entry. Pure.
/// </summary>
internal static class GeofenceEvents
{
    /// <param name="place">Where the vehicle was, as far as is known.</param>
    /// <param name="seen">The position that it was drawn from; null where it came due by the clock.</param>
    public static TripChanged Of(string organizationId, string vehicleId, GeofenceCrossing crossing, GeoPoint? place, DateTimeOffset? seen)
    {
        var (kind, name) = crossing.Kind switch
        {
            CrossingKind.Entry => (TripEventKind.GeofenceEntry, "geofence_entry"),
            CrossingKind.Exit => (TripEventKind.GeofenceExit, "geofence_exit"),
            _ => (TripEventKind.GeofenceDwell, "geofence_dwell"),
        };
        var byBorder = crossing.Reason is null && crossing.Kind != CrossingKind.Dwell;
        var changed = new TripChanged
        {
            EventId = EventIds.For(vehicleId, crossing.Entry ? crossing.At : crossing.Since, name, crossing.Fence.GeofenceId),
            OrganizationId = organizationId,
            Timestamp = crossing.At,
            VehicleId = vehicleId,
            Kind = kind,
            Location = place,
            GeofenceId = crossing.Fence.GeofenceId,
            GeofenceName = crossing.Fence.Name,
            GeofenceTags = crossing.Fence.Tags,
            Authorized = crossing.Authorized,
            GeofencePriority = PriorityOf(crossing),
            Reason = crossing.Reason,
            Why = new Provenance
            {
                Rule = name + (byBorder ? ".hysteresis" : ".clock"),
                RuleVersion = 1,
                Positions = seen is { } at ? [at] : [],
            },
        };
        return crossing.DwellSeconds is { } dwell
            ? changed with { Details = changed.Details.Add("dwell_seconds", dwell) }
            : changed;
    }

    /// <summary>The fence's own; an entry of a vehicle that may not come is high at least.</summary>
    private static GeofencePriority PriorityOf(GeofenceCrossing crossing) =>
        crossing is { Entry: true, Authorized: false } && crossing.Fence.Priority < GeofencePriority.High ? GeofencePriority.High : crossing.Fence.Priority;
}
