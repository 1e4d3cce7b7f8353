using Fleet.CustomEvents;
using Fleet.Events;
using Fleet.Geofences;
using Fleet.Safety;
using Fleet.Trips;

namespace Fleet.Vehicles;

/// <summary>What subscribers see of a vehicle's steps. Ids follow from the vehicle, the moment and the kind. Pure.</summary>
internal static class VehicleEvents
{
    /// <summary>From this speed on a vehicle without a trip is active, km/h; the same as starts a trip.</summary>
    public static VehicleStatus StatusAt(VehicleStep step, TripStatus? trip, double movingKmh) =>
        trip == TripStatus.Active || step.Motion.SpeedKmh >= movingKmh ? VehicleStatus.Active : VehicleStatus.Idle;

    /// <summary>The location first, then the fences it crossed, what the detectors found, and the organization's own events.</summary>
    public static void Add(
        List<FleetEvent> events,
        VehicleIdentity identity,
        VehicleStep step,
        in StepContext context)
    {
        events.Add(Location(identity, step, context));
        foreach (var crossing in step.Crossings)
        {
            events.Add(Crossing(identity, step, crossing, context));
        }

        foreach (var finding in step.Findings)
        {
            events.Add(Safety(identity, finding, context.DriverId, context.TripId));
        }

        foreach (var finding in step.CustomEvents)
        {
            events.Add(Custom(identity, finding, context.DriverId, context.TripId));
        }
    }

    public static CustomEventRaised Custom(VehicleIdentity identity, CustomEventFinding finding, string? driverId, string? tripId) => new()
    {
        EventId = finding.EventId,
        OrganizationId = identity.OrganizationId,
        Timestamp = finding.At,
        VehicleId = identity.VehicleId,
        DriverId = driverId,
        TripId = tripId,
        Why = finding.Why,
        Name = finding.Name,
        Priority = finding.Priority,
        Status = finding.Status,
        Location = finding.Location,
        GeofenceId = finding.Fence?.GeofenceId,
        GeofenceName = finding.Fence?.Name,
        Details = finding.Details,
        ConfirmBy = finding.ConfirmBy,
        ConfirmedBy = finding.ConfirmedBy,
        PendingEventId = finding.PendingEventId,
    };

    public static SafetyDetected Safety(
        VehicleIdentity identity,
        SafetyFinding finding,
        string? driverId,
        string? tripId,
        string? discriminator = null) => new()
        {
            EventId = EventIds.For(identity.VehicleId, finding.At, finding.Type, discriminator),
            OrganizationId = identity.OrganizationId,
            Timestamp = finding.At,
            VehicleId = identity.VehicleId,
            DriverId = driverId,
            TripId = tripId,
            Why = finding.Why,
            Type = finding.Type,
            Severity = finding.Severity,
            Details = finding.Details,
            Location = finding.Location,
            Risk = finding.Risk,
            SpeedKmh = finding.SpeedKmh,
            Message = finding.Message,
        };

    public static VehicleStatusChanged Status(
        VehicleIdentity identity, VehicleDetails details, VehicleStatus status, DateTimeOffset at, Provenance why, bool removed) => new()
    {
        EventId = EventIds.For(identity.VehicleId, at, removed ? "vehicle_removed" : "vehicle_offline"),
        OrganizationId = identity.OrganizationId,
        Timestamp = at,
        VehicleId = identity.VehicleId,
        Why = why,
        Status = status,
        Removed = removed,
        VehicleName = details.Name,
        PlateNumber = details.PlateNumber,
    };

    private static LocationUpdated Location(VehicleIdentity identity, VehicleStep step, in StepContext context) => new()
    {
        EventId = EventIds.For(identity.VehicleId, step.Position.Timestamp, "location"),
        OrganizationId = identity.OrganizationId,
        Timestamp = step.Position.Timestamp,
        VehicleId = identity.VehicleId,
        DriverId = context.DriverId,
        TripId = context.TripId,
        Position = step.Position,
        VehicleStatus = context.Status,
        TripStatus = context.TripStatus,
        SpeedKmh = step.Motion.SpeedKmh,
        DistanceSinceLastMeters = step.Way.MovedMeters,
        SpeedChangeKmh = step.Motion.SpeedChangeKmh,
        DirectionChangeDegrees = step.Motion.DirectionChangeDegrees,
        EstimatedFuelRate = step.Motion.FuelRate,
        Anomalies = step.Motion.Anomalies,
        Geofences = step.Geofences,
        SpeedLimitKmh = step.SpeedLimitKmh,
        LimitSource = step.LimitSource,
        FuelLevel = step.Position.FuelLevel,
        SafetyScore = context.SafetyScore,
        MaintenanceDue = step.MaintenanceDue,
        ProcessedAt = context.ProcessedAt,
        StatusBefore = context.Changed?.Before,
        VehicleName = context.Changed?.Details.Name,
        PlateNumber = context.Changed?.Details.PlateNumber,
    };

    private static TripChanged Crossing(VehicleIdentity identity, VehicleStep step, GeofenceCrossing crossing, in StepContext context) =>
        GeofenceEvents.Of(identity.OrganizationId, identity.VehicleId, crossing, step.Position.Place(), step.Position) with
        {
            DriverId = context.DriverId,
            TripId = context.TripId,
            Status = context.TripStatus,
        };
}
