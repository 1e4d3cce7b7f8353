using System.Text.Json.Nodes;
using Fleet.Safety;
using Fleet.Trips;
using Fleet.Vehicles;

namespace Fleet.Events;

public sealed class EventDocumentTests
{
    private static readonly DateTimeOffset At = new(2024, 4, 13, 10, 30, 0, 250, TimeSpan.Zero);

    [Fact]
    public void Crossing_is_told_by_its_members_names()
    {
        var crossing = new TripChanged { EventId = "e", OrganizationId = "acme", Timestamp = At, VehicleId = "v", Kind = TripEventKind.GeofenceEntry, GeofenceId = "f", GeofenceTags = ["depot"] };
        var words = EventWords.Of(crossing)!.Value;
        Assert.Equal(("trip_updates", "geofence_entry"), words);
        var document = EventDocument.Of(crossing, words, new ShardPosition(3, "ep", 7));
        Assert.Equal(
            """{"type":"geofence_entry","channel":"trip_updates","event_id":"e","organization_id":"acme","timestamp":"2024-04-13T10:30:00.25Z","vehicle_id":"v","kind":"geofence_entry","geofence_id":"f","geofence_tags":["depot"],"details":{},"offset":{"shard":3,"epoch":"ep","n":7}}""",
            document.ToJsonString());
        var body = JsonNode.Parse(EventDocument.Body(words.Type, At, document))!;
        Assert.Equal(["type", "timestamp", "data"], body.AsObject().Select(p => p.Key));
    }

    [Fact]
    public void What_no_longer_stands_is_inside_as_what_it_was()
    {
        var safety = new SafetyDetected { EventId = "s", OrganizationId = "acme", Timestamp = At, VehicleId = "v", Type = "harsh_braking", Severity = Severity.High, Risk = new RiskAssessment { CrashProbability = 0.1, RiskScore = 0.2, SeverityScore = 3 } };
        var notice = new EventSuperseded { EventId = "n", OrganizationId = "acme", Timestamp = At, VehicleId = "v", Superseded = safety };
        var document = EventDocument.Of(notice, EventWords.Of(notice)!.Value);
        Assert.Equal("event_superseded", (string?)document["type"]);
        Assert.Equal(("harsh_braking", "high"), ((string?)document["superseded"]!["type"], (string?)document["superseded"]!["severity"]));
    }

    [Fact]
    public void Measurements_and_the_status_of_webhooks_are_for_nobody_to_choose()
    {
        Assert.Null(EventWords.Of(new LocationUpdated { EventId = "l", OrganizationId = "acme", Timestamp = At, Position = Positions.At(0, 0, 1), VehicleStatus = VehicleStatus.Active, SpeedKmh = 1 }));
        Assert.Null(EventWords.Of(new InboxChanged { EventId = "i", OrganizationId = "acme", Timestamp = At, UserId = "ann" }));
        Assert.Null(EventWords.Of(new WebhookAttempted
        {
            EventId = "w", OrganizationId = "acme", Timestamp = At, WebhookId = "w1", DeliveryId = "m", Type = "t", Host = "h", Status = Webhooks.DeliveryStatus.Pending, Attempt = new() { Number = 1, At = At },
        }));
    }
}
