namespace Fleet.Vehicles;

public enum VehicleStatus
{
    /// <summary>Registered, never heard of.</summary>
    Unknown,

    /// <summary>Moving, or on a trip that is not paused.</summary>
    Active,

    /// <summary>Reporting, but standing.</summary>
    Idle,

    /// <summary>Silent for longer than the organization's silence limit.</summary>
    Offline,
}
