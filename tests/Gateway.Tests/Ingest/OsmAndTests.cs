using Fleet.Gateway.Fakes;
using Fleet.Vehicles;

namespace Fleet.Gateway.Ingest;

public sealed class OsmAndTests
{
    private const string Here = "id=phone-1&lat=40.7128&lon=-74.006";

    [Fact]
    public async Task Query_of_the_protocol_becomes_a_position()
    {
        await using var host = await GatewayHost.Start();
        var (status, body) = await Get(host, Here + "&timestamp=1713000600&speed=10&bearing=360&altitude=12.5&accuracy=4.5&batt=57.0&ignition=true&driverUniqueId=d1&hdop=1&rpm=900");
        Assert.Equal((200, """{"results":[{"index":0,"status":"accepted"}]}"""), (status, body));
        var position = Assert.Single(Vehicle(host).Positions);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1713000600), position.Timestamp);
        Assert.Equal((40.7128, -74.006), (position.Latitude, position.Longitude));
        Assert.Equal(18.52, position.SpeedKmh!.Value, 9);
        Assert.Equal((0d, 12.5, 4.5), (position.HeadingDegrees, position.AltitudeMeters, position.AccuracyMeters));
        Assert.Equal((true, "d1"), (position.EngineRunning, position.DriverId));
    }

    [Theory]
    [InlineData("1713000600", "2024-04-13T09:30:00Z")]
    [InlineData("1713000600.25", "2024-04-13T09:30:00.25Z")]
    [InlineData("1713000600250", "2024-04-13T09:30:00.25Z")]
    [InlineData("2024-04-13T11:30:00%2B02:00", "2024-04-13T09:30:00Z")]
    [InlineData("2024-04-13%2009:30:00", "2024-04-13T09:30:00Z")]
    [InlineData("", "2024-04-13T10:30:00Z")] // its time of receipt
    public async Task Time_may_be_spelled_in_several_ways(string timestamp, string expected)
    {
        await using var host = await GatewayHost.Start();
        Assert.Equal(200, (await Get(host, Here + "&timestamp=" + timestamp)).Status);
        Assert.Equal(
            DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
            timestamp.Length == 0 ? DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture) : Vehicle(host).Positions.Single().Timestamp);
        if (timestamp.Length == 0)
            Assert.Equal(host.Time.GetUtcNow().ToUnixTimeMilliseconds(), Vehicle(host).Positions.Single().Timestamp.ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData("lat=1&lon=2", "id", "required")]
    [InlineData("id=a%20b&lat=1&lon=2", "id", "format")]
    [InlineData("id=x&lon=2", "lat", "required")]
    [InlineData("id=x&lat=91&lon=2", "lat", "range")]
    [InlineData("id=x&lat=NaN&lon=2", "lat", "not_finite")]
    [InlineData("id=x&lat=1e400&lon=2", "lat", "not_finite")]
    [InlineData("id=x&lat=1,5&lon=2", "lat", "format")]
    [InlineData("id=x&lat=1&lat=1&lon=2", "lat", "duplicate_field")]
    [InlineData("id=x&deviceid=x&lat=1&lon=2", "deviceid", "duplicate_field")]
    [InlineData("id=x&location=1", "location", "format")]
    [InlineData("id=x&lat=1&lon=2&speed=163", "speed", "range")]
    [InlineData("id=x&lat=1&lon=2&timestamp=yesterday", "timestamp", "format")]
    [InlineData("id=x&lat=1&lon=2&timestamp=99999999999999999999999", "timestamp", "format")]
    [InlineData("id=x&lat=1&lon=2&timestamp=1", "timestamp", "too_old")]
    [InlineData("id=x&lat=1&lon=2&timestamp=2030-01-01T00:00:00Z", "timestamp", "in_the_future")]
    [InlineData("id=x&lat=1&lon=2&ignition=maybe", "ignition", "format")]
    public async Task Bad_parameter_is_named_and_refused_with_400(string query, string field, string code)
    {
        await using var host = await GatewayHost.Start();
        var (status, body, _) = await host.Send(HttpMethod.Get, "/osmand?" + query, host.Token());
        Assert.Equal((400, field, code), (status, (string?)body!["errors"]![0]!["field"], (string?)body["errors"]![0]!["code"]));
    }

    [Theory]
    [InlineData("accuracy=9000")]
    [InlineData("valid=false")]
    public async Task What_no_resend_can_better_is_refused_with_200_so_that_the_client_goes_on(string query)
    {
        await using var host = await GatewayHost.Start();
        var (status, body) = await Get(host, Here + "&" + query);
        Assert.Equal(200, status);
        Assert.Contains("\"refused\"", body, StringComparison.Ordinal);
        Assert.Empty(Vehicle(host).Positions);
    }

    [Fact]
    public async Task Unknown_values_of_a_device_are_no_values()
    {
        await using var host = await GatewayHost.Start();
        Assert.Equal(200, (await Get(host, "deviceid=phone-1&location=1.5,180&speed=-1&heading=-1&accuracy=0&altitude=")).Status);
        var position = Assert.Single(Vehicle(host).Positions);
        Assert.Equal((1.5, -180d), (position.Latitude, position.Longitude));
        Assert.Equal((null, null, null, null), (position.SpeedKmh, position.HeadingDegrees, position.AccuracyMeters, position.AltitudeMeters));
    }

    [Fact]
    public async Task Form_and_json_bodies_are_taken_too()
    {
        await using var host = await GatewayHost.Start();
        var (status, _, _) = await host.Send(HttpMethod.Post, "/osmand", host.Token(), Here + "&timestamp=1713000600", "application/x-www-form-urlencoded");
        Assert.Equal(200, status);
        (status, _, _) = await host.Send(HttpMethod.Post, "/osmand?" + Here + "&timestamp=1713000601", host.Token(), "", "text/plain");
        Assert.Equal(200, status);
        (status, var body, _) = await host.Send(HttpMethod.Post, "/osmand?key=" + host.Token(), null, """
            {"location":{"timestamp":"2024-04-13T09:30:02.000Z","coords":{"latitude":40.7128,"longitude":-74.006,"accuracy":5.2,"speed":10,"heading":-1,"altitude":30.1},
             "is_moving":true,"odometer":1201.5,"event":"motionchange","battery":{"level":0.93,"is_charging":false},"activity":{"type":"in_vehicle"},"extras":{}},"device_id":"phone-1"}
            """);
        Assert.Equal((200, "accepted"), (status, (string?)body!["results"]![0]!["status"]));
        Assert.Equal([1713000600, 1713000601, 1713000602], Vehicle(host).Positions.Select(p => p.Timestamp.ToUnixTimeSeconds()));
        Assert.Equal((36d, null, 5.2), (Vehicle(host).Positions[2].SpeedKmh, Vehicle(host).Positions[2].HeadingDegrees, Vehicle(host).Positions[2].AccuracyMeters));

        (status, body, _) = await host.Send(HttpMethod.Post, "/osmand", host.Token(), """{"device_id":"phone-1","location":{"timestamp":"2024-04-13T09:30:03Z"}}""");
        Assert.Equal((200, 0), (status, body!["results"]!.AsArray().Count)); // a sign of life
        (status, body, _) = await host.Send(HttpMethod.Post, "/osmand", host.Token(), """{"device_id":"phone-1","location":{"coords":{"latitude":99}}}""");
        Assert.Equal(400, status);
        Assert.Equal(
            ["location.timestamp required", "location.coords.longitude required", "location.coords.latitude range"],
            body!["errors"]!.AsArray().Select(e => $"{e!["field"]} {e["code"]}"));
    }

    [Fact]
    public async Task Fleet_that_cannot_follow_makes_the_client_keep_its_point()
    {
        await using var host = await GatewayHost.Start();
        Vehicle(host).RetryAfter = TimeSpan.FromSeconds(3);
        var (status, _, response) = await host.Send(HttpMethod.Get, "/osmand?" + Here, host.Token());
        Assert.Equal((429, "3"), (status, response.Headers.RetryAfter!.ToString()));
        Vehicle(host).RetryAfter = null;
        Vehicle(host).BeforeReport = () => throw new TimeoutException();
        Assert.Equal(503, (await host.Send(HttpMethod.Get, "/osmand?" + Here, host.Token())).Status);
    }

    [Fact]
    public async Task Credential_may_be_in_the_url_and_is_judged_like_any_other()
    {
        await using var host = await GatewayHost.Start();
        Assert.Equal(200, (await host.Send(HttpMethod.Get, $"/osmand?{Here}&key={host.Token()}", null)).Status);
        Assert.Equal(401, (await host.Send(HttpMethod.Get, $"/osmand?{Here}", null)).Status);
        Assert.Equal(401, (await host.Send(HttpMethod.Get, $"/osmand?{Here}&key=nonsense", null)).Status);
        Assert.Equal(401, (await host.Send(HttpMethod.Get, $"/osmand?{Here}&key={host.Token()}", host.Token())).Status);
        Assert.Equal(403, (await host.Send(HttpMethod.Get, $"/osmand?{Here}&key={host.Token(role: "viewer")}", null)).Status);
        var restricted = host.Token(permissions: """{"filters":{"vehicle_restrictions":["other"]}}""");
        var (status, body, _) = await host.Send(HttpMethod.Get, $"/osmand?{Here}&key={restricted}", null);
        Assert.Equal((400, "id", "forbidden"), (status, (string?)body!["errors"]![0]!["field"], (string?)body["errors"]![0]!["code"]));
    }

    [Fact]
    public async Task Credential_in_the_url_is_in_no_log()
    {
        var log = new LogLines();
        await using var host = await GatewayHost.Start(log);
        var token = host.Token();
        Assert.Equal(200, (await host.Send(HttpMethod.Get, $"/osmand?{Here}&key={token}", null)).Status);
        Vehicle(host).BeforeReport = () => throw new InvalidOperationException();
        Assert.Equal(503, (await host.Send(HttpMethod.Get, $"/osmand?{Here}&timestamp=1713000600&key={token}", null)).Status);
        Assert.NotEmpty(log.Lines);
        Assert.DoesNotContain(log.Lines, line => line.Contains(token, StringComparison.Ordinal));
    }

    private static FakeVehicleGrain Vehicle(GatewayHost host) => (FakeVehicleGrain)host.Grains.Get<IVehicleGrain>("acme/phone-1");

    private static async Task<(int Status, string Body)> Get(GatewayHost host, string query)
    {
        var (status, _, response) = await host.Send(HttpMethod.Get, "/osmand?" + query, host.Token());
        return (status, await response.Content.ReadAsStringAsync());
    }
}
