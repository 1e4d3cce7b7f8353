using Fleet.Devices.Gateway;

namespace Fleet.AllInOne;

/// <summary>What <c>./fleet up</c> prints once it serves: one screen.</summary>
internal static class StartScreen
{
    public static string Text(RunFile run, string engineWhy, int vehicles, string runPath)
    {
        var script = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(runPath)!)!, "fleet");
        var key = run.ApiKey ?? "$(" + script + " token)";
        var demo = run.ApiKey is null
            ? $"none; a superuser's token: {script} token"
            : $"organization {run.OrganizationId}, {(vehicles > 0 ? $"{vehicles} simulated vehicles driving" : "no vehicles")}";
        return $$"""
            Fleet.Orleans is up
              engine    {{run.Engine}}: {{engineWhy}}
              storage   {{run.Storage}}
              open      {{run.Url}}/{{(run.ApiKey is null ? "" : "#key=" + run.ApiKey)}}
              gateway   {{run.Url}}  (REST under /v1; events at {{new GatewayAddress(new Uri(run.Url), "").Streaming}})
              demo      {{demo}}
              key       {{run.ApiKey ?? "none"}}
              as JSON   {{runPath}}

            Live events, in a second terminal:
              {{(run.ApiKey is null ? $"{script} watch --key \"{key}\"" : $"{script} watch")}}
            Send a position:
              curl -s {{run.Url}}/v1/locations -H "Authorization: Bearer {{key}}" -H 'Content-Type: application/json' -d '{"vehicle_id":"my-car","timestamp":"'$(date -u +%Y-%m-%dT%H:%M:%SZ)'","latitude":41.2565,"longitude":-95.9345,"speed":42}'

            Ctrl-C stops it.
            """;
    }
}
