using System.Text;
using System.Text.Json.Nodes;
using Fleet.Gateway.Fakes;
using Fleet.Places;

namespace Fleet.Gateway.Api;

public sealed class PlaceTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Square = """{"type":"Polygon","coordinates":[[[1,2],[1.1,2],[1.1,2.1],[1,2.1],[1,2]]]}""";

    private readonly GatewayHost _host = fixture.Host;

    [Fact]
    public async Task Layer_is_put_read_listed_deleted_and_audited()
    {
        var admin = _host.Token("places");
        Assert.Equal(404, (await Send("GET", "/v1/places/city", admin)).Status);
        var (status, body) = await Send("PUT", "/v1/places/city", admin, Collection(
            Feature("""{"id":7,"properties":{"name":"Depot","address":"123 Main St, New York, NY"},"geometry":{"type":"Point","coordinates":[-74.006,40.7128,12]}}"""),
            Feature("""{"properties":{"osm_id":"8","name":"Broadway"},"geometry":{"type":"LineString","coordinates":[[1,2],[1,2.1]]}}"""),
            Feature("""{"properties":{"name":"Ways"},"geometry":{"type":"MultiLineString","coordinates":[[[1,2],[1,2.1]],[[1,2.1],[1.05,2.1]]]}}"""),
            Feature($$"""{"properties":{"name":"Downtown"},"geometry":{{Square}}}"""),
            Feature("""{"properties":{"name":"Isles"},"geometry":{"type":"MultiPolygon","coordinates":[[[[1,2],[1.1,2],[1.1,2.1],[1,2]]],[[[3,2],[3.1,2],[3.1,2.1],[3,2]]]]}}"""),
            Feature("""{"properties":{"address":"1 Nameless Way"},"geometry":{"type":"Point","coordinates":[1,2]}}""")));

        Assert.Equal(200, status);
        Assert.Equal((6, 1 + 2 + 4 + 5 + 8 + 1, 0), ((int)body!["layer"]!["places"]!, (int)body["layer"]!["points"]!, (int)body["refused"]!));

        (_, body) = await Send("GET", "/v1/places/city", admin);
        var features = body!["features"]!.AsArray();
        Assert.Equal(["7", "8", "2", "3", "4", "5"], features.Select(f => (string?)f!["id"]));
        Assert.Equal("""{"name":"Depot","address":"123 Main St, New York, NY"}""", features[0]!["properties"]!.ToJsonString());
        Assert.Equal("[-74.006,40.7128]", features[0]!["geometry"]!["coordinates"]!.ToJsonString());
        Assert.Equal(JsonNode.Parse(Square)!.ToJsonString(), features[3]!["geometry"]!.ToJsonString());

        // What comes out goes in again.
        Assert.Equal(200, (await Send("PUT", "/v1/places/copy", admin, body.ToJsonString())).Status);
        var (_, copy) = await Send("GET", "/v1/places/copy", admin);
        Assert.Equal(body.ToJsonString(), copy!.ToJsonString());

        (_, body) = await Send("GET", "/v1/places", admin);
        Assert.Equal(["city", "copy"], body!["items"]!.AsArray().Select(l => (string?)l!["layer_id"]));
        Assert.Equal(404, (await Send("GET", "/v1/places/city", _host.Token("another"))).Status);
        Assert.Equal(204, (await Send("DELETE", "/v1/places/city", admin)).Status);
        Assert.Equal(404, (await Send("DELETE", "/v1/places/city", admin)).Status);
        (_, body) = await Send("GET", "/v1/admin/audit?action=places_changed,places_deleted", admin);
        Assert.Equal(["places_deleted city", "places_changed copy", "places_changed city"], body!["items"]!.AsArray().Select(r => $"{r!["action"]} {r["target"]}"));
    }

    [Theory]
    [InlineData("""{"properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}""", "properties.name", "required")]
    [InlineData("""{"properties":null,"geometry":{"type":"Point","coordinates":[1,2]}}""", "properties", "required")]
    [InlineData("""{"properties":{"name":7},"geometry":{"type":"Point","coordinates":[1,2]}}""", "properties.name", "type")]
    [InlineData("""{"properties":{"name":"a","address":[]},"geometry":{"type":"Point","coordinates":[1,2]}}""", "properties.address", "type")]
    [InlineData("""{"properties":{"address":"a"},"geometry":{"type":"LineString","coordinates":[[1,2],[1,2.1]]}}""", "properties.name", "required")]
    [InlineData("""{"properties":{"name":"a"},"geometry":{"type":"Point","coordinates":[1]}}""", "geometry.coordinates", "type")]
    [InlineData("""{"properties":{"name":"a"},"geometry":{"type":"Point","coordinates":[1,91]}}""", "geometry.coordinates[1]", "range")]
    [InlineData("""{"properties":{"name":"a"},"geometry":{"type":"Point","coordinates":[1e400,2]}}""", "geometry.coordinates[0]", "not_finite")]
    [InlineData("""{"properties":{"name":"a"},"geometry":{"type":"MultiPoint","coordinates":[[1,2]]}}""", "geometry.type", "unknown_value")]
    [InlineData("""{"properties":{"name":"a"},"geometry":{"type":"LineString","coordinates":[[1,2]]}}""", "geometry.coordinates", "geometry")]
    [InlineData("""{"properties":{"name":"a"},"geometry":{"type":"Polygon","coordinates":[[[1,2],[1.1,2],[1.1,2.1],[1,2.1]]]}}""", "geometry.coordinates[0][3]", "geometry")]
    [InlineData("""{"id":"good","properties":{"name":"a"},"geometry":{"type":"Point","coordinates":[1,2]}}""", "id", "duplicate_field")]
    public async Task Wrong_feature_is_named_and_the_others_are_taken(string wrong, string field, string code)
    {
        var admin = _host.Token("wrong-places");
        const string Good = """{"id":"good","properties":{"name":"a"},"geometry":{"type":"Point","coordinates":[1,2]}}""";
        var (status, body) = await Send("PUT", "/v1/places/city", admin, Collection(Feature(Good), Feature(wrong)));

        Assert.Equal((200, 1, 1), (status, (int)body!["layer"]!["places"]!, (int)body["refused"]!));
        var error = Assert.Single(body["errors"]!.AsArray());
        Assert.Equal((1, field, code), ((int)error!["index"]!, (string?)error["field"], (string?)error["code"]));
    }

    [Fact]
    public async Task Upload_of_which_nothing_can_be_taken_changes_nothing()
    {
        var admin = _host.Token("no-places");
        await Send("PUT", "/v1/places/city", admin, ApiExamples.All["PUT v1/places/{layer_id}"]);
        foreach (var (text, field) in new[]
        {
            ("""{"type":"FeatureCollection","features":[]}""", "features"), ("""{"type":"FeatureCollection"}""", "features"), (Collection("7", "{}"), "features[0].body"),
        })
        {
            var (status, body) = await Send("PUT", "/v1/places/city", admin, text);
            Assert.Equal((400, field), (status, (string?)body!["errors"]![0]!["field"]));
        }

        Assert.Equal(400, (await Send("PUT", "/v1/places/a%20b", admin, ApiExamples.All["PUT v1/places/{layer_id}"])).Status);
        Assert.Equal(403, (await Send("PUT", "/v1/places/city", _host.Token("no-places", "viewer"), "{}")).Status);
        Assert.Equal(403, (await Send("DELETE", "/v1/places/city", _host.Token("no-places", "viewer"))).Status);
        Assert.Equal(413, (await Send("PUT", "/v1/places/city", admin, new string(' ', new PlaceLayerLimits().MaxBodyBytes + 1))).Status);
        var (_, left) = await Send("GET", "/v1/places/city", admin);
        Assert.Equal(3, left!["features"]!.AsArray().Count);
        var (_, rows) = await Send("GET", "/v1/admin/audit?action=places_changed,places_deleted", admin);
        Assert.Single(rows!["items"]!.AsArray());
    }

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
