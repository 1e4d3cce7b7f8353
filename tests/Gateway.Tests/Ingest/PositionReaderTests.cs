using System.Text;
using System.Text.Json;
using Fleet.Gateway.Auth;
using Fleet.Organizations;
using Fleet.Testing;
using Fleet.Vehicles;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Ingest;

public sealed class PositionReaderTests
{
    private const string Flat = """{"vehicle_id":"v1","timestamp":"2024-04-13T10:30:00Z","latitude":1,"longitude":2}""";

    private static readonly Principal Sender = new()
    {
        OrganizationId = "acme",
        Subject = "key_1",
        Role = Role.Operator,
        Permissions = new Permissions(),
    };

    private readonly IngestOptions _options = new();
    private readonly ManualTimeProvider _time = new(); // 2024-04-13T10:30:00Z

    [Fact]
    public void Location_update_of_the_seed_is_read_whole()
    {
        var (vehicle, position) = Valid("""
            {"type":"location_update","timestamp":"2024-04-13T10:30:15Z","trip_id":"trip_123","vehicle_id":"vehicle_456",
             "driver_id":"driver_789",
             "location":{"latitude":40.7128,"longitude":-74.0060,"speed":45.5,"heading":180.0,"accuracy":3.2,"altitude":12.5},
             "motion":{"acceleration":{"x":0.1,"y":-0.2,"z":9.8},"gyroscope":{"x":0.05,"y":-0.03,"z":0.01}}}
            """);
        Assert.Equal("vehicle_456", vehicle);
        Assert.Equal(
            new Position
            {
                Timestamp = new DateTimeOffset(2024, 4, 13, 10, 30, 15, TimeSpan.Zero),
                Latitude = 40.7128,
                Longitude = -74.006,
                SpeedKmh = 45.5,
                HeadingDegrees = 180,
                AccuracyMeters = 3.2,
                AltitudeMeters = 12.5,
                Acceleration = new Vector3(0.1, -0.2, 9.8),
                Gyroscope = new Vector3(0.05, -0.03, 0.01),
                TripId = "trip_123",
                DriverId = "driver_789",
                ReceivedAt = _time.GetUtcNow(),
            },
            position);
    }

    [Fact]
    public void Flat_form_is_read_whole()
    {
        var (_, position) = Valid("""
            {"vehicle_id":"v1","timestamp":1713004200123,"latitude":-90,"longitude":-180,"speed":0,"heading":0,"accuracy":0,
             "altitude":-5,"speed_limit":50,"fuel_level":0.5,"engine_running":true,"odometer_km":1234.5,
             "acceleration":{"x":1,"y":2,"z":3},"gyroscope":{"x":4,"y":5,"z":6},"driver_id":"d","trip_id":"t","battery":{"a":[1]}}
            """);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1713004200123), position.Timestamp);
        Assert.Equal(50, position.SpeedLimitKmh);
        Assert.Equal(0.5, position.FuelLevel);
        Assert.True(position.EngineRunning);
        Assert.Equal(1234.5, position.OdometerKm);
        Assert.Equal(new Vector3(1, 2, 3), position.Acceleration);
        Assert.Equal(new Vector3(4, 5, 6), position.Gyroscope);
    }

    [Fact]
    public void Time_within_the_location_is_the_position_s_time() =>
        Assert.Equal(
            _time.GetUtcNow(),
            Valid("""{"vehicle_id":"v1","location":{"latitude":1,"longitude":2,"timestamp":"2024-04-13T10:30:00Z"}}""").Position.Timestamp);

    [Theory]
    [InlineData("180", -180)]
    [InlineData("-180", -180)]
    [InlineData("179.999", 179.999)]
    [InlineData("0", 0)]
    public void Longitudes_of_one_meridian_are_one(string given, double expected) =>
        Assert.Equal(expected, Valid(With("longitude", given)).Position.Longitude);

    [Theory]
    [InlineData("360", 0d)]
    [InlineData("0", 0d)]
    [InlineData("359.9", 359.9)]
    [InlineData("null", null)]
    public void Heading_is_below_360(string given, double? expected) =>
        Assert.Equal(expected, Valid(With("heading", given)).Position.HeadingDegrees);

    [Theory]
    [InlineData("latitude", "90")]
    [InlineData("latitude", "-90")]
    [InlineData("speed", "300")]
    [InlineData("speed", "-0.0")]
    [InlineData("fuel_level", "1")]
    [InlineData("accuracy", "5000")]
    [InlineData("altitude", "-1000")]
    [InlineData("timestamp", "\"2024-04-13T10:35:00Z\"")]
    [InlineData("timestamp", "\"2024-04-13T10:35:00.0009Z\"")]
    [InlineData("timestamp", "\"2000-01-01T00:00:00Z\"")]
    [InlineData("timestamp", "\"2024-04-13T12:30:00+02:00\"")]
    [InlineData("timestamp", "\"2024-04-13t10:30:00z\"")]
    [InlineData("timestamp", "\"2024\\u002d04-13T10:30:00Z\"")]
    [InlineData("vehicle_id", "\"v\\u0031\"")]
    [InlineData("vehicle_id", "\"A-Z.a_z:0\"")]
    [InlineData("trip_id", "null")]
    [InlineData("engine_running", "false")]
    [InlineData("acceleration", "{\"x\":1000,\"y\":-1000,\"z\":0,\"w\":5}")]
    public void Value_at_the_edge_is_taken(string field, string value) => Valid(With(field, value));

    [Theory]
    [InlineData("latitude", "90.0001", "range")]
    [InlineData("latitude", "-90.0001", "range")]
    [InlineData("latitude", "1e400", "not_finite")]
    [InlineData("latitude", "-1e400", "not_finite")]
    [InlineData("latitude", "\"NaN\"", "type")]
    [InlineData("latitude", "\"40.7\"", "type")]
    [InlineData("latitude", "true", "type")]
    [InlineData("latitude", "[1]", "type")]
    [InlineData("latitude", "{\"latitude\":1}", "type")]
    [InlineData("latitude", "null", "required")]
    [InlineData("longitude", "180.0001", "range")]
    [InlineData("longitude", "\"Infinity\"", "type")]
    [InlineData("speed", "300.01", "range")]
    [InlineData("speed", "-0.1", "range")]
    [InlineData("speed", "1e999", "not_finite")]
    [InlineData("heading", "360.1", "range")]
    [InlineData("heading", "-1", "range")]
    [InlineData("accuracy", "-1", "range")]
    [InlineData("accuracy", "5000.1", "range")]
    [InlineData("altitude", "20001", "range")]
    [InlineData("fuel_level", "1.01", "range")]
    [InlineData("fuel_level", "75", "range")]
    [InlineData("odometer_km", "-1", "range")]
    [InlineData("speed_limit", "301", "range")]
    [InlineData("engine_running", "1", "type")]
    [InlineData("engine_running", "\"true\"", "type")]
    [InlineData("vehicle_id", "\"\"", "format")]
    [InlineData("vehicle_id", "\"a/b\"", "format")]
    [InlineData("vehicle_id", "\"vé\"", "format")]
    [InlineData("vehicle_id", "\"\\ud800\"", "format")]
    [InlineData("vehicle_id", "17", "type")]
    [InlineData("vehicle_id", "null", "required")]
    [InlineData("trip_id", "\"t t\"", "format")]
    [InlineData("driver_id", "{}", "type")]
    [InlineData("timestamp", "\"2024-04-13T10:35:00.001Z\"", "in_the_future")]
    [InlineData("timestamp", "\"1999-12-31T23:59:59.999Z\"", "too_old")]
    [InlineData("timestamp", "1713004200", "too_old")]
    [InlineData("timestamp", "-1", "format")]
    [InlineData("timestamp", "1713004200123.5", "format")]
    [InlineData("timestamp", "1e400", "format")]
    [InlineData("timestamp", "99999999999999999", "format")]
    [InlineData("timestamp", "\"2024-04-13T10:30:00\"", "format")]
    [InlineData("timestamp", "\"2024-04-13 10:30:00Z\"", "format")]
    [InlineData("timestamp", "\"2024-02-30T10:30:00Z\"", "format")]
    [InlineData("timestamp", "\"2024-04-13T24:00:00Z\"", "format")]
    [InlineData("timestamp", "\"2024-04-13T10:30:60Z\"", "format")]
    [InlineData("timestamp", "\"2024-04-13T10:30:00.Z\"", "format")]
    [InlineData("timestamp", "\"2024-04-13T10:30:00+0200\"", "format")]
    [InlineData("timestamp", "\"0001-01-01T00:00:00+23:00\"", "format")]
    [InlineData("timestamp", "\"\"", "format")]
    [InlineData("timestamp", "\"\\ud800\"", "format")]
    [InlineData("timestamp", "[]", "format")]
    [InlineData("acceleration", "{\"x\":1,\"y\":2}", "required")]
    [InlineData("acceleration", "[1,2,3]", "type")]
    [InlineData("gyroscope", "{\"x\":1,\"y\":2,\"z\":1e400}", "not_finite", "gyroscope.z")]
    [InlineData("gyroscope", "{\"x\":1,\"y\":\"2\",\"z\":3}", "type", "gyroscope.y")]
    [InlineData("gyroscope", "{\"x\":1001,\"y\":2,\"z\":3}", "range", "gyroscope.x")]
    [InlineData("gyroscope", "{\"x\":1,\"x\":2,\"y\":2,\"z\":3}", "duplicate_field", "gyroscope.x")]
    [InlineData("location", "[]", "type")]
    [InlineData("motion", "\"fast\"", "type")]
    public void Invalid_value_is_refused_by_name_and_loses_nothing_else(string field, string value, string code, string? named = null)
    {
        var batch = Read($"[{Flat},{With(field, value)},{Flat}]");
        Assert.Equal(3, batch.Items.Count);
        Assert.Equal(2, batch.Valid.Count);
        Assert.Equal(0, batch.Items[0].Position);
        Assert.Equal(-1, batch.Items[1].Position);
        Assert.Equal(1, batch.Items[2].Position);
        Assert.Equal(named ?? field, batch.Items[1].Error.Field);
        Assert.Equal(code, batch.Items[1].Error.Code);
        Assert.NotEmpty(batch.Items[1].Error.Message);
    }

    [Theory]
    [InlineData("""{"vehicle_id":"v1","vehicle_id":"v1","timestamp":1713004200123,"latitude":1,"longitude":2}""", "vehicle_id")]
    [InlineData("""{"vehicle_id":"v1","timestamp":1713004200123,"latitude":1,"l\u0061titude":1,"longitude":2}""", "latitude")]
    [InlineData("""{"vehicle_id":"v1","timestamp":1713004200123,"latitude":1,"longitude":2,"location":{"latitude":1}}""", "latitude")]
    [InlineData("""{"vehicle_id":"v1","timestamp":1713004200123,"location":{"latitude":1,"longitude":2},"location":{}}""", "location")]
    [InlineData("""{"vehicle_id":"v1","timestamp":1713004200123,"speed":null,"speed":5,"latitude":1,"longitude":2}""", "speed")]
    public void Key_given_twice_is_refused_by_name(string json, string field)
    {
        var error = Assert.Single(Read(json).Items).Error;
        Assert.Equal(field, error.Field);
        Assert.Equal("duplicate_field", error.Code);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("[[]]")]
    public void Item_that_is_no_object_is_refused_alone(string item)
    {
        var batch = Read($"[{item},{Flat}]");
        Assert.Equal(("item", "type"), (batch.Items[0].Error.Field, batch.Items[0].Error.Code));
        Assert.Single(batch.Valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("{\"vehicle_id\":")]
    [InlineData("[{}")]
    [InlineData("[{},]")]
    [InlineData("[{}] x")]
    [InlineData("[{}][{}]")]
    [InlineData("{'vehicle_id':1}")]
    [InlineData("[{\"latitude\":NaN}]")]
    [InlineData("[{\"latitude\":01}]")]
    [InlineData("// comment\n[]")]
    [InlineData("\u0000")]
    public void Text_that_is_no_json_fails_whole(string text) => Assert.ThrowsAny<JsonException>(() => Read(text));

    [Theory]
    [InlineData("5")]
    [InlineData("\"x\"")]
    [InlineData("null")]
    public void Json_of_another_shape_fails_whole(string text) =>
        Assert.False(Assert.Throws<IngestShapeException>(() => Read(text)).TooMany);

    [Fact]
    public void Batch_at_the_limit_is_read_and_one_more_is_not()
    {
        _options.MaxBatch = 3;
        Assert.Equal(3, Read($"[{Flat},{Flat},{Flat}]").Items.Count);
        Assert.True(Assert.Throws<IngestShapeException>(() => Read($"[{Flat},{Flat},{Flat},{Flat}]")).TooMany);
        Assert.Empty(Read("[]").Items);
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void Id_has_at_most_128_characters(int length, bool valid) =>
        Assert.Equal(valid ? 1 : 0, Read(With("vehicle_id", "\"" + new string('v', length) + "\"")).Valid.Count);

    [Fact]
    public void Vehicle_outside_the_sender_s_restrictions_is_refused()
    {
        var sender = Sender with { Permissions = new Permissions { VehicleRestrictions = ["v1"] } };
        var batch = Reader().Read(Encoding.UTF8.GetBytes($"[{Flat},{With("vehicle_id", "\"v2\"")}]"), sender);
        Assert.Single(batch.Valid);
        Assert.Equal(("vehicle_id", "forbidden"), (batch.Items[1].Error.Field, batch.Items[1].Error.Code));
    }

    private static string With(string field, string value)
    {
        var fields = new Dictionary<string, string>
        {
            ["vehicle_id"] = "\"v1\"",
            ["timestamp"] = "\"2024-04-13T10:30:00Z\"",
            ["latitude"] = "1",
            ["longitude"] = "2",
        };
        fields[field] = value;
        return "{" + string.Join(",", fields.Select(f => $"\"{f.Key}\":{f.Value}")) + "}";
    }

    private IngestPosition Valid(string json)
    {
        var batch = Read(json);
        Assert.True(batch.Valid.Count == 1, batch.Items[0].Error.ToString());
        return batch.Valid[0];
    }

    private PositionBatch Read(string json) => Reader().Read(Encoding.UTF8.GetBytes(json), Sender);

    private PositionReader Reader() => new(Options.Create(_options), _time);
}
