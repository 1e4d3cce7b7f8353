namespace Fleet.Trips;

/// <summary>Which commands a trip's status allows. Pure.</summary>
internal static class TripCommands
{
    /// <returns>Why it cannot be started; null where it can, or is under way already.</returns>
    public static TripCommandOutcome? RefuseStart(TripSnapshot? trip, string vehicleId) => trip switch
    {
        null => TripCommandOutcome.NotFound,
        _ when trip.Plan.VehicleId != vehicleId => TripCommandOutcome.WrongVehicle,
        { Status: TripStatus.Completed or TripStatus.Cancelled } => TripCommandOutcome.NotAllowed,
        _ => null,
    };

    public static TripCommandOutcome? RefuseEnd(TripSnapshot? trip, string vehicleId, bool cancel) => trip switch
    {
        null => TripCommandOutcome.NotFound,
        _ when trip.Plan.VehicleId != vehicleId => TripCommandOutcome.WrongVehicle,
        { Status: TripStatus.Completed } => cancel ? TripCommandOutcome.NotAllowed : TripCommandOutcome.AlreadyDone,
        { Status: TripStatus.Cancelled } => cancel ? TripCommandOutcome.AlreadyDone : TripCommandOutcome.NotAllowed,
        { Status: TripStatus.Planned } => cancel ? null : TripCommandOutcome.NotAllowed,
        _ => null,
    };
}
