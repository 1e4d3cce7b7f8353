using Fleet.Gateway.Fakes;
using Fleet.Reviews;
using Fleet.Vehicles;

namespace Fleet.Gateway.Api;

public sealed class WhyNotTests
{
    private const string Question = "/v1/vehicles/v1/why-not?event=speeding&at=2024-04-13T10:30:00Z";

    [Fact]
    public async Task Failed_conditions_are_named_with_measure_and_threshold()
    {
        await using var host = await Host();
        Review(host).Answer = new EventReview
        {
            Happened = false,
            Positions = 7,
            Conditions =
            [
                new() { Name = "positions", Holds = true, Measured = 7, Threshold = 1 },
                new() { Name = "over_limit_kmh", Holds = false, Measured = 14, Threshold = 15, At = new(2024, 4, 13, 10, 29, 58, TimeSpan.Zero) },
            ],
        };
        var (status, body, _) = await host.Send(HttpMethod.Get, Question + "&within=60", host.Token());
        Assert.Equal(200, status);
        Assert.Equal("over_limit_kmh", Assert.Single(body!["failed"]!.AsArray())!.GetValue<string>());
        Assert.Equal((14, 15), (body["conditions"]![1]!["measured"]!.GetValue<double>(), body["conditions"]![1]!["threshold"]!.GetValue<double>()));
        Assert.Equal((60, "speeding"), (Review(host).Asked!.WithinSeconds, Review(host).Asked!.Event));
    }

    [Theory]
    [InlineData("?at=2024-04-13T10:30:00Z", "event")]
    [InlineData("?event=speeding", "at")]
    [InlineData("?event=speeding&at=yesterday", "at")]
    [InlineData("?event=moonrise&at=2024-04-13T10:30:00Z", "event")]
    [InlineData("?event=speeding&at=2024-04-13T10:30:00Z&within=600.1", "within")]
    [InlineData("?event=speeding&at=2024-04-13T10:30:00Z&within=-1", "within")]
    [InlineData("?event=geofence_entry&at=2024-04-13T10:30:00Z", "geofence_id")]
    [InlineData("?event=speeding&at=2024-04-13T10:30:00Z&geofence_id=yard", "geofence_id")]
    [InlineData("?event=speeding&at=2024-04-13T10:30:00Z&wait=1", "wait")]
    public async Task Wrong_questions_name_their_field(string query, string field)
    {
        await using var host = await Host();
        var (status, body, _) = await host.Send(HttpMethod.Get, "/v1/vehicles/v1/why-not" + query, host.Token());
        Assert.Equal(400, status);
        Assert.Equal(field, (string?)body!["errors"]![0]!["field"]);
    }

    [Fact]
    public async Task Permissions_bound_vehicles_channels_and_places()
    {
        await using var host = await Host();
        Review(host).Answer = new EventReview { Happened = false, Positions = 1, Place = new(10, 10) };
        Assert.Equal(404, (await host.Send(HttpMethod.Get, Question.Replace("v1/why", "v2/why", StringComparison.Ordinal), host.Token())).Status);
        Assert.Equal(404, (await host.Send(HttpMethod.Get, Question, host.Token(permissions: """{"filters":{"vehicle_restrictions":["v9"]}}"""))).Status);
        Assert.Equal(403, (await host.Send(HttpMethod.Get, Question, host.Token(permissions: """{"channels":{"safety_events":"none"}}"""))).Status);
        Assert.Equal(404, (await host.Send(HttpMethod.Get, Question, host.Token(
            permissions: """{"filters":{"geographic_bounds":{"southwest":{"lat":0,"lng":0},"northeast":{"lat":5,"lng":5}}}}"""))).Status);
        Assert.Equal(401, (await host.Send(HttpMethod.Get, Question, null)).Status);
    }

    private static FakeReviewGrain Review(GatewayHost host) => (FakeReviewGrain)host.Grains.Get<IReviewGrain>(GrainKey.For("acme", "v1"));

    private static async Task<GatewayHost> Host()
    {
        var host = await GatewayHost.Start();
        ((FakeVehicleGrain)host.Grains.Get<IVehicleGrain>(GrainKey.For("acme", "v1"))).Exists = true;
        return host;
    }
}
