using System.Text;
using System.Text.Json.Nodes;
using Fleet.Gateway.Api.Roads;
using Fleet.Gateway.Fakes;
using Fleet.Roads;

namespace Fleet.Gateway.Api;

public sealed class RoadLimitTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly GatewayHost _host = fixture.Host;

    [Fact]
    public async Task Layer_is_put_read_listed_and_deleted()
    {
        var admin = _host.Token("roads");
        Assert.Equal(404, (await Send("GET", "/v1/road-limits/city", admin)).Status);
        var (status, body) = await Send("PUT", "/v1/road-limits/city", admin, Collection(
            Feature("""{"id":7,"properties":{"name":"Main","maxspeed":"30 mph","oneway":"-1"},"geometry":{"type":"LineString","coordinates":[[-49.3,-25.4],[-49.31,-25.4]]}}"""),
            Feature("""{"properties":{"osm_id":"8","maxspeed:forward":50,"maxspeed:backward":"70"},"geometry":{"type":"MultiLineString","coordinates":[[[1,2],[1,2.1]],[[1,2.1],[1.05,2.1]]]}}"""),
            Feature("""{"properties":null,"geometry":{"type":"LineString","coordinates":[[1,2,5],[1,2.1,5]]}}""")));

        Assert.Equal(200, status);
        Assert.Equal((3, 8, 1, 0), ((int)body!["layer"]!["roads"]!, (int)body["layer"]!["points"]!, (int)body["without_limit"]!, (int)body["refused"]!));

        (_, body) = await Send("GET", "/v1/road-limits/city", admin);
        var features = body!["features"]!.AsArray();
        Assert.Equal(["7", "8", "2"], features.Select(f => (string?)f!["id"]));
        Assert.Equal((48.28, "-1", "Main"), ((double)features[0]!["properties"]!["maxspeed"]!, (string?)features[0]!["properties"]!["oneway"], (string?)features[0]!["properties"]!["name"]));
        Assert.Equal((50, 70), ((double)features[1]!["properties"]!["maxspeed:forward"]!, (double)features[1]!["properties"]!["maxspeed:backward"]!));
        Assert.Equal("[[[1,2],[1,2.1]],[[1,2.1],[1.05,2.1]]]", features[1]!["geometry"]!["coordinates"]!.ToJsonString());

        // What comes out goes in again.
        Assert.Equal(200, (await Send("PUT", "/v1/road-limits/copy", admin, body.ToJsonString())).Status);
        var (_, copy) = await Send("GET", "/v1/road-limits/copy", admin);
        Assert.Equal(body.ToJsonString(), copy!.ToJsonString());

        (_, body) = await Send("GET", "/v1/road-limits", admin);
        Assert.Equal(["city", "copy"], body!["items"]!.AsArray().Select(l => (string?)l!["layer_id"]));
        Assert.Equal(404, (await Send("GET", "/v1/road-limits/city", _host.Token("another"))).Status);
        Assert.Equal(204, (await Send("DELETE", "/v1/road-limits/city", admin)).Status);
        Assert.Equal(404, (await Send("DELETE", "/v1/road-limits/city", admin)).Status);
    }

    [Theory]
    [InlineData("""{"properties":{"maxspeed":"RO:urban"},"geometry":{"type":"LineString","coordinates":[[1,2],[1,2.1]]}}""", "properties.maxspeed", "format")]
    [InlineData("""{"properties":{"maxspeed":"50;30"},"geometry":{"type":"LineString","coordinates":[[1,2],[1,2.1]]}}""", "properties.maxspeed", "format")]
    [InlineData("""{"properties":{"maxspeed":0},"geometry":{"type":"LineString","coordinates":[[1,2],[1,2.1]]}}""", "properties.maxspeed", "format")]
    [InlineData("""{"properties":{"maxspeed":1e400},"geometry":{"type":"LineString","coordinates":[[1,2],[1,2.1]]}}""", "properties.maxspeed", "not_finite")]
    [InlineData("""{"properties":{"maxspeed:forward":[50]},"geometry":{"type":"LineString","coordinates":[[1,2],[1,2.1]]}}""", "properties.maxspeed:forward", "format")]
    [InlineData("""{"properties":{"maxspeed":50,"oneway":"perhaps"},"geometry":{"type":"LineString","coordinates":[[1,2],[1,2.1]]}}""", "properties.oneway", "unknown_value")]
    [InlineData("""{"properties":{"maxspeed":50},"geometry":{"type":"Point","coordinates":[1,2]}}""", "geometry.type", "unknown_value")]
    [InlineData("""{"properties":{"maxspeed":50},"geometry":{"type":"LineString","coordinates":[[1,2]]}}""", "geometry.coordinates", "geometry")]
    [InlineData("""{"properties":{"maxspeed":50},"geometry":{"type":"LineString","coordinates":[[1,2],[1,91]]}}""", "geometry.coordinates[1][1]", "range")]
    [InlineData("""{"properties":{"maxspeed":50},"geometry":{"type":"LineString","coordinates":[[1,2],[1,2.5]]}}""", "geometry.coordinates[1]", "geometry")]
    [InlineData("""{"properties":{"maxspeed":50},"geometry":{"type":"MultiLineString","coordinates":[[[1,2],[1,2.1]],7]}}""", "geometry.coordinates[1]", "type")]
    [InlineData("""{"id":"good","properties":{"maxspeed":50},"geometry":{"type":"LineString","coordinates":[[1,2],[1,2.1]]}}""", "id", "duplicate_field")]
    public async Task Wrong_feature_is_named_and_the_others_are_taken(string wrong, string field, string code)
    {
        var admin = _host.Token("wrong-roads");
        const string Good = """{"id":"good","properties":{"maxspeed":"50"},"geometry":{"type":"LineString","coordinates":[[1,2],[1,2.1]]}}""";
        var (status, body) = await Send("PUT", "/v1/road-limits/city", admin, Collection(Feature(Good), Feature(wrong)));

        Assert.Equal((200, 1, 1), (status, (int)body!["layer"]!["roads"]!, (int)body["refused"]!));
        var error = Assert.Single(body["errors"]!.AsArray());
        Assert.Equal((1, field, code), ((int)error!["index"]!, (string?)error["field"], (string?)error["code"]));
    }

    [Fact]
    public async Task Upload_of_which_nothing_can_be_taken_changes_nothing()
    {
        var admin = _host.Token("no-roads");
        await Send("PUT", "/v1/road-limits/city", admin, ApiExamples.All["PUT v1/road-limits/{layer_id}"]);
        foreach (var (text, field) in new[]
        {
            ("""{"type":"FeatureCollection","features":[]}""", "features"), ("""{"type":"Feature","features":[]}""", "type"), ("""{"type":"FeatureCollection"}""", "features"),
            (Collection("7", "{}"), "features[0].body"),
            (Collection(Feature($$$"""{"geometry":{"type":"LineString","coordinates":[{{{string.Join(',', Enumerable.Range(0, FakeRoadCatalogGrain.MaxPoints + 1).Select(i => $"[1,{i / 1000.0:0.###}]"))}}}]}}""")), "features"),
        })
        {
            var (status, body) = await Send("PUT", "/v1/road-limits/city", admin, text);
            Assert.Equal((400, field), (status, (string?)body!["errors"]![0]!["field"]));
        }

        Assert.Equal(400, (await Send("PUT", "/v1/road-limits/a%20b", admin, ApiExamples.All["PUT v1/road-limits/{layer_id}"])).Status);
        Assert.Equal(403, (await Send("PUT", "/v1/road-limits/city", _host.Token("no-roads", "viewer"), "{}")).Status);
        Assert.Equal(413, (await Send("PUT", "/v1/road-limits/city", admin, new string(' ', new RoadLayerLimits().MaxBodyBytes + 1))).Status);
        var (_, left) = await Send("GET", "/v1/road-limits/city", admin);
        Assert.Equal(2, left!["features"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("50", 50.0)]
    [InlineData(" 30 mph", 48.28)]
    [InlineData("5 knots", 9.26)]
    [InlineData("60 km/h", 60.0)]
    [InlineData("none", null)]
    public void Speed_is_read_as_OpenStreetMap_writes_it(string text, double? kmh)
    {
        Assert.True(SpeedText.TryRead(text, out var read));
        Assert.Equal(kmh, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("walk")]
    [InlineData("301")]
    [InlineData("0.5")]
    [InlineData("-30")]
    [InlineData("1e2")]
    [InlineData("30 furlongs")]
    [InlineData("mph")]
    [InlineData("3.3.3")]
    public void Text_that_is_no_speed_is_not_guessed(string text) => Assert.False(SpeedText.TryRead(text, out _));

    private static string Feature(string members) => """{"type":"Feature",""" + members[1..];

    private static string Collection(params string[] features) =>
        $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""";

    private async Task<(int Status, JsonNode? Body)> Send(string method, string path, string token, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new("Bearer", token);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _host.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}
