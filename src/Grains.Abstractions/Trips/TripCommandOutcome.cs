namespace Fleet.Trips;

public enum TripCommandOutcome
{
    Done,

    /// <summary>The trip was in that state already; nothing changed.</summary>
    AlreadyDone,

    NotFound,

    /// <summary>The trip's status does not allow it (starting a cancelled trip, completing a planned one).</summary>
    NotAllowed,

    /// <summary>The trip is planned for another vehicle.</summary>
    WrongVehicle,
}
