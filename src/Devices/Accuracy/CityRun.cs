using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Devices.Gateway;
using Fleet.Devices.Replays;
using Fleet.Devices.Streaming;
using Fleet.Devices.Traces;

namespace Fleet.Devices.Accuracy;

/// <summary>
/// Two cars in Curitiba: the city's neighbourhoods are put as fences and as a place layer, its roads as a road layer; what location_update says of
/// each position is compared with what is posted there.
/// </summary>
internal sealed class CityRun(GatewayAddress gateway, HttpClient http, GatewayApi api, string folder, TimeProvider time)
{
    private const double MovingKmh = 8;
    private const double NearMeters = 20;
    private const double AlongDegrees = 30;

    private readonly Dictionary<(string Vehicle, long Time), (double? Limit, string? Source, List<string> Fences, string? Place)> _seen = [];

    public async Task<IReadOnlyList<CityCounts>> Run(CancellationToken cancellationToken)
    {
        var roads = await File.ReadAllBytesAsync(Path.Combine(folder, "osm_roads_maxspeed.geojson"), cancellationToken);
        using var layer = JsonDocument.Parse(roads);
        var posted = new PostedRoads(layer.RootElement);
        using var taken = await api.Send(HttpMethod.Put, "/v1/road-limits/curitiba", roads, cancellationToken);
        var index = await PutNeighbourhoods(cancellationToken);
        var counts = new List<CityCounts>();
        foreach (var car in (string[])["A", "B"])
        {
            var path = Path.Combine(folder, $"driver_{car}.csv");
            await using var stream = new EventStream(gateway, ["locations"], time, Take);
            await stream.Start(cancellationToken);
            var run = new ReplayRun(gateway, http, new ReplayOptions { Lanes = 1 }, null, time);
            await run.Run(path, () => TraceFile.Open(path, new TraceOptions { Map = "speed_limit=" }), cancellationToken);
            await stream.CatchUp(TimeSpan.FromSeconds(60), cancellationToken);
            counts.Add(Count(car, CityPoint.Read(path), posted, index));
        }

        await api.Send(HttpMethod.Delete, "/v1/road-limits/curitiba", (byte[]?)null, cancellationToken);
        await api.Send(HttpMethod.Delete, "/v1/places/curitiba", (byte[]?)null, cancellationToken);
        return counts;
    }

    private async Task<CityFences> PutNeighbourhoods(CancellationToken cancellationToken)
    {
        using var fences = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "neighbourhoods.geojson"), cancellationToken));
        using var places = await api.Send(HttpMethod.Put, "/v1/places/curitiba", Places(fences.RootElement), cancellationToken);
        var number = 0;
        foreach (var feature in fences.RootElement.GetProperty("features").EnumerateArray())
        {
            var fence = new JsonObject
            {
                ["name"] = feature.GetProperty("properties").GetProperty("NOME").GetString(),
                ["geometry"] = JsonNode.Parse(feature.GetProperty("geometry").GetRawText()),
            };
            using var put = await api.Send(HttpMethod.Put, $"/v1/geofences/curitiba-{number++}", fence, cancellationToken);
        }

        return new CityFences(fences.RootElement);
    }

    private static JsonObject Places(JsonElement neighbourhoods) => new()
    {
        ["type"] = "FeatureCollection",
        ["features"] = new JsonArray([.. neighbourhoods.GetProperty("features").EnumerateArray().Select(feature => new JsonObject
        {
            ["type"] = "Feature",
            ["properties"] = new JsonObject { ["name"] = feature.GetProperty("properties").GetProperty("NOME").GetString() },
            ["geometry"] = JsonNode.Parse(feature.GetProperty("geometry").GetRawText()),
        })]),
    };

    private ValueTask Take(StreamMessage message)
    {
        if (message.Type == "location_update")
            Note(message.Root, message.Root.GetProperty("timestamp"));
        else if (message.Type == "location_batch")
        {
            foreach (var element in message.Root.GetProperty("locations").EnumerateArray())
                Note(element, element.GetProperty("location").GetProperty("timestamp"));
        }

        return ValueTask.CompletedTask;
    }

    private void Note(JsonElement update, JsonElement timestamp)
    {
        var derived = update.GetProperty("derived");
        double? limit = derived.TryGetProperty("speed_limit", out var kmh) ? kmh.GetDouble() : null;
        var source = derived.TryGetProperty("speed_limit_source", out var from) ? from.GetString() : null;
        var place = derived.TryGetProperty("place", out var area) ? area.GetString() : null;
        var fences = update.GetProperty("geofence_status").EnumerateArray().Select(f => f.GetProperty("name").GetString()!).ToList();
        _seen[(update.GetProperty("vehicle_id").GetString()!, timestamp.GetDateTimeOffset().ToUnixTimeMilliseconds())] = (limit, source, fences, place);
    }

    private CityCounts Count(string car, IReadOnlyList<CityPoint> points, PostedRoads posted, CityFences index)
    {
        var counts = new CityCounts { Car = car };
        foreach (var point in points)
        {
            counts.Points++;
            if (!_seen.TryGetValue(("curitiba-" + car, point.Time.ToUnixTimeMilliseconds()), out var seen))
                continue;

            counts.Seen++;
            var limit = seen.Source == "road" ? seen.Limit : null;
            if (point.LimitKmh is { } sign && point.SpeedKmh >= MovingKmh && point.HeadingDegrees is not null)
            {
                var near = posted.Near(point, NearMeters, AlongDegrees);
                counts.Posted++;
                counts.Found += limit is null ? 0 : 1;
                counts.Agree += limit == sign ? 1 : 0;
                counts.InLayer += near.Count > 0 ? 1 : 0;
                counts.Possible += near.Contains(sign) ? 1 : 0;
                counts.Right += near.Contains(sign) && limit == sign ? 1 : 0;
            }

            if (point.Neighbourhood is { } name)
            {
                counts.Labelled++;
                var inside = seen.Fences.Count == 1 && seen.Fences[0] == name;
                var (names, border) = index.At(point.Latitude, point.Longitude);
                counts.Inside += inside ? 1 : 0;
                counts.Placed += seen.Place == name ? 1 : 0;
                counts.Looked += names.Count == 1 && names[0] == name ? 1 : 0;
                counts.LabelledFar += border > CityCounts.FarMeters ? 1 : 0;
                counts.InsideFar += border > CityCounts.FarMeters && inside ? 1 : 0;
            }
        }

        return counts;
    }
}
