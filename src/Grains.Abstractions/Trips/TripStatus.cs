namespace Fleet.Trips;

public enum TripStatus
{
    Planned,
    Active,
    Paused,
    Completed,
    Cancelled,
}
