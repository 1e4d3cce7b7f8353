namespace Fleet.Gateway.Subscriptions;

/// <summary>What a subscription wants to hear of, whatever the protocol calls it.</summary>
[Flags]
public enum EventChannels
{
    None = 0,
    Locations = 1,
    SafetyEvents = 2,
    TripUpdates = 4,
    DriverPerformance = 8,

    /// <summary>Not events but a status made on a period.</summary>
    FleetOverview = 16,

    DriverCompliance = 32,

    /// <summary>Whose events are in the driver's shard, not the vehicle's.</summary>
    OfDrivers = DriverPerformance | DriverCompliance,

    /// <summary>Those whose messages are events of shards.</summary>
    OfShards = Locations | SafetyEvents | TripUpdates | OfDrivers,
}
