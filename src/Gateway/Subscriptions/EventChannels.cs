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

    /// <summary>Not events but sums over the whole fleet, made on a period.</summary>
    Analytics = 128,

    /// <summary>A vehicle that changed status without a position. Socket.IO's alone.</summary>
    VehicleStatus = 32,

    /// <summary>What people are told. Never by a client's wish: the gateway hands it to whom it is for.</summary>
    Inboxes = 64,

    DriverCompliance = 256,

    /// <summary>What organizations define for themselves.</summary>
    CustomEvents = 2048,

    /// <summary>Of workflows, their executions and webhooks: only for who names topics.</summary>
    Topics = 512,

    Alerts = 1024,

    /// <summary>S2's channels; bits from 20 on.</summary>
    TrafficFlow = 1 << 20,
    Accidents = 1 << 21,
    Congestion = 1 << 22,
    Weather = 1 << 23,
    AirQuality = 1 << 24,
    CameraStatus = 1 << 25,
    TrafficAlerts = 1 << 26,

    /// <summary>About the roads, not vehicles: each in the shard of what it is about.</summary>
    OfTraffic = TrafficFlow | Accidents | Congestion | Weather | AirQuality | CameraStatus | TrafficAlerts,

    /// <summary>Whose events are in the driver's shard, not the vehicle's.</summary>
    OfDrivers = DriverPerformance | DriverCompliance,

    /// <summary>Those of the fleet whose messages are events of shards.</summary>
    OfShards = Locations | SafetyEvents | TripUpdates | OfDrivers | VehicleStatus | Inboxes | CustomEvents | Alerts | Topics,
}
