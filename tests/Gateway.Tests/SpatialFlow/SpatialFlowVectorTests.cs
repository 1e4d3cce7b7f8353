using System.Text;
using Fleet.Events;
using Fleet.Gateway.Subscriptions;
using Fleet.Vehicles;
using Fleet.WireVectors;

namespace Fleet.Gateway.Protocols.SpatialFlow;

/// <summary>S3's fields in S3's order, then the additions.</summary>
public sealed class SpatialFlowVectorTests
{
    public static TheoryData<string, FleetEvent, string> Events => new()
    {
        {
            "a crossing", Samples.GeofenceEntry,
            """{"device_id":"vehicle_456","geofence_id":"depot","geofence_name":"Depot \"north\"","event_type":"entry","category":"geofence","location":{"latitude":40.7128,"longitude":-74.006},"tags":["customer_location"],"authorized":true,"event_id":"vehicle_456:18f0:geofence_entry:depot","timestamp":"2024-04-13T10:30:15Z"},"timestamp":"2024-04-13T10:30:15Z"""
        },
        {
            "a step of a trip", Samples.TripStarted,
            """{"device_id":"vehicle_456","event_type":"trip_started","category":"trip","location":{"latitude":40.7128,"longitude":-74.006},"driver_id":"driver_789","trip_id":"trip_123","event_id":"vehicle_456:18ef:trip_started:trip_123","timestamp":"2024-04-13T10:30:15Z"},"timestamp":"2024-04-13T10:30:15Z"""
        },
        {
            "a safety event", Samples.Safety,
            """{"device_id":"vehicle_456","event_type":"harsh_braking","category":"safety","location":{"latitude":40.7128,"longitude":-74.006},"severity":"high","driver_id":"driver_789","trip_id":"trip_123","event_id":"vehicle_456:18ee:harsh_braking","timestamp":"2024-04-13T10:30:45Z"},"timestamp":"2024-04-13T10:30:45Z"""
        },
        {
            "hours of service", Samples.Compliance,
            """{"device_id":"vehicle_456","event_type":"hours_approaching","category":"compliance","limit":"driving","driver_id":"driver_789","trip_id":"trip_123","event_id":"driver_789:18f2:driver_compliance:HoursApproaching:Driving","timestamp":"2024-04-13T10:30:15Z"},"timestamp":"2024-04-13T10:30:15Z"""
        },
        {
            "a vehicle that fell silent", Offline,
            """{"device_id":"v","event_type":"offline","category":"status","event_id":"v:1","timestamp":"2024-04-13T10:30:15Z"},"timestamp":"2024-04-13T10:30:15Z"""
        },
        {
            "an event that no longer stands", new EventSuperseded
            {
                EventId = "n", OrganizationId = "org", Timestamp = Samples.Time, VehicleId = "vehicle_456", Superseded = Samples.GeofenceEntry, ReplacedBy = "other", Revision = 2,
            },
            """{"device_id":"vehicle_456","event_type":"event_superseded","category":"correction","superseded_event_id":"vehicle_456:18f0:geofence_entry:depot","replaced_by":"other","event_id":"n","timestamp":"2024-04-13T10:30:15Z"},"timestamp":"2024-04-13T10:30:15Z"""
        },
    };

    private static VehicleStatusChanged Offline => new()
    {
        EventId = "v:1", OrganizationId = "org", Timestamp = Samples.Time, VehicleId = "v", Status = VehicleStatus.Offline,
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void Event_gives_exact_bytes_on_both_paths(string name, FleetEvent happened, string json)
    {
        Assert.NotEmpty(name);
        var e = new FeedEvent(happened, new ShardPosition(3, "e1", 17));
        const string Offset = "\",\"offset\":{\"shard\":3,\"epoch\":\"e1\",\"n\":17}}";

        Assert.Equal("""{"type":"new_event","event":""" + json + Offset, Encoding.UTF8.GetString(e.Encoded(SpatialFlowForm.Dashboard)));
        Assert.Equal("""{"type":"geofence_event","event":""" + json + Offset, Encoding.UTF8.GetString(e.Encoded(SpatialFlowForm.Geofence)));
    }

    [Theory]
    [InlineData("", true, null)]
    [InlineData("0:e1:5", true, 1)]
    [InlineData("0:e1:5,3:ab:0", true, 2)]
    [InlineData("0:e1", false, 0)]
    [InlineData("0:e1:5,", false, 0)]
    [InlineData("0:e1:5,0:e1:6", false, 0)]
    [InlineData("-1:e1:5", false, 0)]
    [InlineData("0::5", false, 0)]
    [InlineData("0:e1:99999999999999999999", false, 0)]
    public void Resume_is_read_or_refused_whole(string text, bool taken, int? places)
    {
        Assert.Equal(taken, SpatialFlowResume.TryRead(text, out var read));
        Assert.Equal(places, read?.Count);
    }
}
