using Fleet.Events;
using Fleet.Notifications;
using Fleet.Safety;
using Fleet.Trips;
using Fleet.Vehicles;

namespace Fleet.WireVectors;

/// <summary>What Socket.IO writes: S1's messages in their own shape, S4's in camel case; the offset is the last argument.</summary>
public static class SocketIoEvents
{
    private static readonly Notification Started = new()
    {
        NotificationId = "ntf_1", Title = "Trip Update", Message = "Your trip has started", Type = "trip", CreatedAt = Samples.Time,
    };

    public static IReadOnlyList<SocketIoVector> All { get; } =
    [
        new("S1 location_update", "Channel", Samples.BareLocation, """
            42["location_update",{"type":"location_update","timestamp":"2024-04-13T10:30:15Z","vehicle_id":"v1","location":{"latitude":-90,"longitude":180,"speed":0},"event_id":"v1:0:location","offset":{"shard":3,"epoch":"e1","n":17},"timestamp_server":"2024-04-13T10:30:15Z","geofence_status":[],"derived":{"distance_since_last_m":0}},"3.e1.17.2"]
            """),
        new("S4 vehicle:location", "Vehicle", Samples.Location, """
            42["vehicle:location",{"vehicleId":"vehicle_456","location":{"lat":40.7128,"lng":-74.006,"speed":45.5,"heading":180,"accuracy":3.2,"timestamp":"2024-04-13T10:30:15Z"},"status":"active","eventId":"vehicle_456:18ed:location"},"3.e1.17.3"]
            """),
        new("S4 tracking:update", "Tracking", Samples.BareLocation, """
            42["tracking:update",{"vehicleId":"v1","location":{"lat":-90,"lng":180,"speed":0,"timestamp":"2024-04-13T10:30:15Z"},"status":"idle","eventId":"v1:0:location"},"3.e1.17.6"]
            """),
        new("S4 vehicle:updated by a position that changed the status", "VehicleUpdated",
            Samples.BareLocation with { StatusBefore = VehicleStatus.Active, VehicleName = "Van 1", PlateNumber = "ABC 123" }, """
            42["vehicle:updated",{"vehicleId":"v1","data":{"vehicleId":"v1","name":"Van 1","plateNumber":"ABC 123","status":"idle","currentLocation":{"lat":-90,"lng":180,"speed":0,"timestamp":"2024-04-13T10:30:15Z"},"lastUpdate":"2024-04-13T10:30:15Z"}},"3.e1.17.4"]
            """),
        new("S4 vehicle:updated of a vehicle that fell silent", "Vehicle",
            new VehicleStatusChanged { EventId = "v1:1:vehicle_offline", OrganizationId = Samples.Organization, Timestamp = Samples.Time, VehicleId = "v1", Status = VehicleStatus.Offline, PlateNumber = "ABC 123" }, """
            42["vehicle:updated",{"vehicleId":"v1","data":{"vehicleId":"v1","plateNumber":"ABC 123","status":"offline","lastUpdate":"2024-04-13T10:30:15Z"},"eventId":"v1:1:vehicle_offline"},"3.e1.17.3"]
            """),
        new("S4 vehicle:low-fuel", "Vehicle", Samples.Safety with { Type = "low_fuel", Details = Samples.Numbers(("fuel_level", 0.12)) }, """
            42["vehicle:low-fuel",{"vehicleId":"vehicle_456","fuelLevel":0.12,"timestamp":"2024-04-13T10:30:45Z","eventId":"vehicle_456:18ee:harsh_braking"},"3.e1.17.3"]
            """),
        new("S4 trip:started", "Trip", Samples.TripStarted, """
            42["trip:started",{"tripId":"trip_123","data":{"event":"trip_started","status":"active","vehicleId":"vehicle_456","driverId":"driver_789","startTime":"2024-04-13T10:30:15Z","location":{"lat":40.7128,"lng":-74.006}},"eventId":"vehicle_456:18ef:trip_started:trip_123"},"3.e1.17.5"]
            """),
        new("S4 trip:cancelled has its reason at the top", "Trip",
            Samples.TripStarted with { Kind = TripEventKind.Cancelled, Status = TripStatus.Cancelled, Plan = null, Driver = null, Reason = "broke down", DriverId = null, Location = null }, """
            42["trip:cancelled",{"tripId":"trip_123","reason":"broke down","data":{"event":"trip_cancelled","status":"cancelled","vehicleId":"vehicle_456","endTime":"2024-04-13T10:30:15Z","reason":"broke down"},"eventId":"vehicle_456:18ef:trip_started:trip_123"},"3.e1.17.5"]
            """),
        new("S4 emergency:alert of a panic button", "Alert",
            Samples.Safety with { Type = "panic_button", Severity = Severity.Critical, SpeedKmh = 0, TripId = null, DriverId = null }, """
            42["emergency:alert",{"vehicleId":"vehicle_456","priority":"critical","alert":{"id":"vehicle_456:18ee:harsh_braking","type":"panic_button","severity":"critical","message":"panic button","vehicleId":"vehicle_456","location":{"lat":40.7128,"lng":-74.006},"speed":0,"timestamp":"2024-04-13T10:30:45Z"}},"3.e1.17.7"]
            """),
        new("S4 notification:new", "Notification", Changed("user-456", Started, 3), """
            42["notification:new",{"_id":"ntf_1","title":"Trip Update","message":"Your trip has started","type":"trip","createdAt":"2024-04-13T10:30:15Z","read":false},"3.e1.17.8"]
            """),
        new("S4 notification:broadcast", "Notification", Changed(Inbox.Everyone, Started with { Title = null }, 0), """
            42["notification:broadcast",{"_id":"ntf_1","message":"Your trip has started","type":"trip","createdAt":"2024-04-13T10:30:15Z","read":false},"3.e1.17.8"]
            """),
        new("S4 notification:count after reading", "Notification", Changed("user-456", null, 2), """
            42["notification:count",{"count":2},"3.e1.17.8"]
            """),
    ];

    private static InboxChanged Changed(string user, Notification? notification, int unread) => new()
    {
        EventId = "inbox:1", OrganizationId = Samples.Organization, Timestamp = Samples.Time, UserId = user, Notification = notification, Unread = unread,
    };
}
