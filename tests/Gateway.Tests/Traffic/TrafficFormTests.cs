using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Events;
using Fleet.Gateway.Subscriptions;
using Fleet.Traffic;

namespace Fleet.Gateway.Protocols.Traffic;

/// <summary>S2's sample messages: every member of theirs is in ours, with the same value.</summary>
public sealed class TrafficFormTests
{
    public static TheoryData<string, FleetEvent> Samples() => new()
    {
        { """{"type":"traffic.flow","timestamp":"2025-11-29T10:30:00Z","data":{"camera_id":"CAM_001","location":{"lat":10.7769,"lon":106.7009},"intensity":45,"average_speed":35.5,"vehicle_types":{"car":28,"motorcycle":12,"truck":3,"bus":2},"occupancy":0.65,"congestion_level":"moderate"}}""", MadeTraffic.Flow("CAM_001") },
        { """{"type":"accidents.new","timestamp":"2025-11-29T10:30:00Z","data":{"id":"ACC_20251125_001","location":{"lat":10.7769,"lon":106.7009},"severity":"moderate","confidence":0.92,"camera_id":"CAM_001","vehicles_involved":2}}""", MadeTraffic.Accident("ACC_20251125_001") },
        { """{"type":"accidents.update","timestamp":"2025-11-29T10:35:00Z","data":{"id":"ACC_20251125_001","status":"investigating","emergency_services":"en_route"}}""", MadeTraffic.Accident("ACC_20251125_001", AccidentChange.Update) },
        { """{"type":"accidents.resolved","timestamp":"2025-11-29T11:30:00Z","data":{"id":"ACC_20251125_001","resolution":"cleared","duration":60}}""", MadeTraffic.Accident("ACC_20251125_001", AccidentChange.Resolved) },
        { """{"type":"congestion.update","timestamp":"2025-11-29T10:30:00Z","data":{"zone_id":"ZONE_001","level":"high","severity":0.78,"affected_roads":["Nguyen Hue St","Le Loi St"],"estimated_delay":15,"alternative_routes":[{"route":"via Dong Khoi St","delay":5}]}}""", MadeTraffic.Congestion("ZONE_001") },
        { """{"type":"weather.update","timestamp":"2025-11-29T10:30:00Z","data":{"location":{"lat":10.7769,"lon":106.7009},"temperature":32.5,"conditions":"Partly Cloudy","precipitation":0}}""", MadeTraffic.Weather() },
        { """{"type":"weather.alert","timestamp":"2025-11-29T10:30:00Z","data":{"alert_type":"heavy_rain","severity":"warning","description":"Heavy rainfall expected in next 2 hours","affected_zones":["ZONE_001","ZONE_002"],"start_time":"2025-11-29T11:00:00Z","end_time":"2025-11-29T13:00:00Z"}}""", MadeTraffic.Warning(MadeTraffic.At.AddHours(2.5)) },
        { """{"type":"air-quality.update","timestamp":"2025-11-29T10:30:00Z","data":{"location":{"lat":10.7769,"lon":106.7009},"aqi":85,"category":"Moderate","dominant_pollutant":"PM2.5","pollutants":{"pm25":35.2,"pm10":58.3,"no2":42.1}}}""", MadeTraffic.Air() },
        { """{"type":"cameras.status","timestamp":"2025-11-29T10:30:00Z","data":{"camera_id":"CAM_001","status":"active","last_frame":"2025-11-29T10:29:58Z","health":{"connectivity":"good","image_quality":"excellent","fps":30}}}""", MadeTraffic.Status("CAM_001") },
        { """{"type":"alert","timestamp":"2025-11-29T10:30:00Z","data":{"id":"ALERT_001","priority":"high","category":"accident","title":"Serious Accident on Nguyen Hue St","message":"Multi-vehicle accident reported. Emergency services dispatched.","location":{"lat":10.7769,"lon":106.7009},"action_required":false}}""", MadeTraffic.Alert("ALERT_001") },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Messages_have_what_the_seeds_samples_have(string sample, FleetEvent happened)
    {
        var ours = JsonNode.Parse(TrafficForm.Message.Encode(new FeedEvent(happened, new ShardPosition(3, "e", 7))))!.AsObject();
        AssertHolds(JsonNode.Parse(sample)!, ours, "$");
        Assert.Equal(happened.EventId, (string?)ours["event_id"]);
        Assert.Equal("""{"shard":3,"epoch":"e","n":7}""", ours["offset"]!.ToJsonString());
    }

    [Fact]
    public void An_update_shows_the_accident_whole_where_it_is_the_present_state()
    {
        var shown = Encoding.UTF8.GetString(TrafficForm.Snapshot.Encode(new FeedEvent(MadeTraffic.Accident("a", AccidentChange.Update), default)));
        using var message = JsonDocument.Parse(shown);
        Assert.Equal("accidents.new", message.RootElement.GetProperty("type").GetString());
        Assert.True(message.RootElement.GetProperty("snapshot").GetBoolean());
        Assert.False(message.RootElement.TryGetProperty("offset", out _));
        Assert.Equal("investigating", message.RootElement.GetProperty("data").GetProperty("status").GetString());
    }

    private static void AssertHolds(JsonNode expected, JsonNode? actual, string path)
    {
        Assert.True(actual is not null, path);
        if (expected is JsonObject members)
        {
            foreach (var (name, value) in members)
            {
                AssertHolds(value!, actual[name], $"{path}.{name}");
            }
        }
        else
        {
            Assert.True(JsonNode.DeepEquals(expected, actual), $"{path}: {actual.ToJsonString()}");
        }
    }
}
