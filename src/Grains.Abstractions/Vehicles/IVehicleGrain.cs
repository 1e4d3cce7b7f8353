using System.Collections.Immutable;
using Fleet.CustomEvents;
using Fleet.Trips;

namespace Fleet.Vehicles;

/// <summary>
/// One vehicle; key <see cref="GrainKey.For"/>(organization, vehicle). It owns the order of its positions and is the
/// only caller of the changing methods of its trips, so that calls run one way (vehicle → trip, driver, geofence,
/// event shard) and no two grains ever wait for each other.
/// </summary>
[Alias("Fleet.IVehicleGrain")]
public interface IVehicleGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes positions in any order. Idempotent: a position of a millisecond that the vehicle has already is a
    /// <see cref="PositionStatus.Duplicate"/>.
    /// </summary>
    [Alias("Report")]
    Task<ReportResult> Report(ImmutableArray<Position> positions);

    /// <summary>Takes an event that the device detected itself. Idempotent by (type, timestamp) or the device's event id.</summary>
    /// <returns>The id of the event that subscribers see.</returns>
    [Alias("Record")]
    Task<string> Record(DeviceEvent deviceEvent);

    [Alias("Get")]
    Task<VehicleSnapshot> Get();

    [Alias("Configure")]
    Task<VehicleSnapshot> Configure(VehicleDetails details);

    /// <summary>Forgets the vehicle. False where it was not known.</summary>
    [Alias("Remove")]
    Task<bool> Remove();

    /// <summary>Starts a planned trip; the trip under way, if any, is completed first.</summary>
    /// <param name="tripId">A trip planned for this vehicle.</param>
    /// <param name="at">When, by the caller's clock; null for the moment of the call.</param>
    [Alias("StartTrip")]
    Task<TripCommandResult> StartTrip(string tripId, DateTimeOffset? at);

    [Alias("CompleteTrip")]
    Task<TripCommandResult> CompleteTrip(string tripId, DateTimeOffset? at);

    [Alias("CancelTrip")]
    Task<TripCommandResult> CancelTrip(string tripId, string? reason, DateTimeOffset? at);

    /// <summary>Confirms one of the organization's own events that waits for it. Idempotent.</summary>
    /// <param name="eventId">The pending event that is meant; null for whichever is pending.</param>
    /// <param name="confirmedBy">The user or key; subscribers see it.</param>
    [Alias("ConfirmCustomEvent")]
    Task<CustomEventConfirmation> ConfirmCustomEvent(string name, string? eventId, string confirmedBy);
}
