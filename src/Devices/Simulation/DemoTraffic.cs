using System.Net.Http.Json;
using Microsoft.Extensions.Logging;

namespace Fleet.Devices.Simulation;

/// <summary>Reports the made-up city's traffic over HTTP, as cameras, a traffic centre and a weather service would.</summary>
internal sealed class DemoTraffic(HttpClient http, DemoFleetOptions options, TimeProvider time, ILogger logger)
{
    private const double ZoneMeters = 3_200;
    private const int SlowPeriod = 30;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly (string Id, string Name, double East, double North)[] Zones =
        [("ZONE_NW", "North-west", -ZoneMeters, 0), ("ZONE_NE", "North-east", 0, 0), ("ZONE_SW", "South-west", -ZoneMeters, -ZoneMeters), ("ZONE_SE", "South-east", 0, -ZoneMeters)];

    private readonly Town _town = new(options.Seed, options.Latitude, options.Longitude);

    /// <summary>Reports until stopped.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        if (options.Cameras == 0)
            return;

        var city = new CityTraffic(_town, options.Seed, options.Cameras, time.GetUtcNow());
        var desk = new DemoDesk(http, time);
        await desk.Post("/v1/traffic/cameras", city.Cameras.Select(c => new { camera_id = c.Id, name = c.Road, road = c.Road, location = Place(c.At), free_flow_speed = c.FreeFlowKmh }).ToArray(), known: false, cancellationToken);
        await desk.Post("/v1/traffic/zones", Zones.Select((z, i) => Zone(z, city, i)).ToArray(), known: false, cancellationToken);
        using var timer = new PeriodicTimer(Second, time);
        var told = 0;
        TrafficIncident? shown = null;
        for (var second = 0; await timer.WaitForNextTickAsync(cancellationToken); second++)
        {
            var now = time.GetUtcNow();
            city.Step(now);
            try
            {
                await Detections(city, now, cancellationToken);
                if (city.Incident != shown)
                    (shown, told) = (city.Incident, 0);
                if (shown is not null)
                    told = await Tell(shown, told, now, cancellationToken);
                if (second % SlowPeriod == 0)
                    await Slow(city, second, now, cancellationToken);
            }
            catch (HttpRequestException failed)
            {
                DemoFleetLog.TrafficFailed(logger, failed);
            }
        }
    }

    private Task Detections(CityTraffic city, DateTimeOffset now, CancellationToken cancellationToken) => Post(
        "/v1/traffic/detections",
        city.Cameras.Where(c => !city.IsBroken(c, now)).Select(c =>
        {
            var (vehicles, speed, occupancy) = city.Measure(c, now);
            var (trucks, buses, motorcycles) = (vehicles / 12, vehicles / 20, vehicles / 5);
            return new
            {
                camera_id = c.Id,
                timestamp = now.ToUnixTimeMilliseconds(),
                average_speed = speed,
                occupancy,
                vehicle_types = new { car = vehicles - trucks - buses - motorcycles, truck = trucks, bus = buses, motorcycle = motorcycles },
            };
        }).ToArray(),
        cancellationToken);

    /// <summary>The steps of an accident, each when it is due.</summary>
    private async Task<int> Tell(TrafficIncident incident, int told, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var path = "/v1/traffic/accidents/" + incident.Id;
        var since = (now - incident.Start).TotalSeconds;
        switch (told)
        {
            case 0:
                await Post("/v1/traffic/accidents", new
                {
                    id = incident.Id,
                    location = Place(incident.Camera.At),
                    severity = incident.Severity,
                    confidence = 0.92,
                    camera_id = incident.Camera.Id,
                    vehicles_involved = incident.Vehicles,
                    road = incident.Camera.Road,
                    timestamp = now.ToUnixTimeMilliseconds(),
                }, cancellationToken);
                return 1;
            case 1 when since >= 30:
                await Send(HttpMethod.Patch, path, new { status = "investigating", emergency_services = "en_route" }, cancellationToken);
                return 2;
            case 2 when since >= 90:
                await Send(HttpMethod.Patch, path, new { status = "clearing", emergency_services = "on_scene" }, cancellationToken);
                return 3;
            case 3 when now >= incident.Clear:
                await Post(path + "/resolve", new { resolution = "cleared" }, cancellationToken);
                return 4;
            default:
                return told;
        }
    }

    /// <summary>Signs of life, weather and air; now and then a warning.</summary>
    private async Task Slow(CityTraffic city, int second, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var place = Place(new MapPoint(0, 0));
        var hour = second / 3600.0;
        var rain = second % 1_800 >= 900;
        foreach (var camera in city.Cameras.Where(c => !city.IsBroken(c, now)))
        {
            await Post($"/v1/traffic/cameras/{camera.Id}/heartbeat", new { health = new { connectivity = "good", image_quality = rain ? "fair" : "excellent", fps = 30 } }, cancellationToken);
        }

        await Post("/v1/traffic/weather", new
        {
            area_id = "city",
            location = place,
            temperature = Math.Round(18 + (8 * Math.Sin(hour)), 1),
            conditions = rain ? "Rain" : "Partly Cloudy",
            precipitation = rain ? 3.5 : 0,
        }, cancellationToken);
        await Post("/v1/traffic/air-quality", new
        {
            area_id = "city",
            location = place,
            pollutants = new { pm25 = Math.Round(24 + (20 * Math.Sin(second / 400.0)), 1), pm10 = 42.0, no2 = 38.0 },
        }, cancellationToken);
        if (second % 1_800 == 900)
        {
            await Post("/v1/traffic/weather/alerts", new
            {
                alert_type = "heavy_rain",
                severity = "warning",
                description = "Heavy rain for a quarter of an hour",
                affected_zones = Zones.Select(z => z.Id).ToArray(),
                start_time = now.ToUnixTimeMilliseconds(),
                end_time = now.AddMinutes(15).ToUnixTimeMilliseconds(),
            }, cancellationToken);
        }
    }

    private object Zone((string Id, string Name, double East, double North) zone, CityTraffic city, int index)
    {
        double[] At(double east, double north)
        {
            var (latitude, longitude) = _town.Geographic(new MapPoint(zone.East + east, zone.North + north));
            return [longitude, latitude];
        }

        bool Inside(TrafficCamera camera, (string Id, string Name, double East, double North) other) =>
            camera.At.East >= other.East && camera.At.East < other.East + ZoneMeters && camera.At.North >= other.North && camera.At.North < other.North + ZoneMeters;

        double[][] ring = [At(0, 0), At(ZoneMeters, 0), At(ZoneMeters, ZoneMeters), At(0, ZoneMeters), At(0, 0)];
        var next = Zones[(index + 1) % Zones.Length];
        string[] around = [.. city.Cameras.Where(c => Inside(c, next)).Select(c => c.Id).Take(3)];
        return new
        {
            zone_id = zone.Id,
            name = zone.Name,
            geometry = new { type = "Polygon", coordinates = new[] { ring } },
            free_flow_speed = 50,
            length_km = 3.5,
            roads = city.Cameras.Where(c => Inside(c, zone)).Select(c => c.Road).Distinct().ToArray(),
            alternative_routes = around.Length == 0 ? [] : new[] { new { route = "via " + next.Name, length_km = 5.5, cameras = around } },
        };
    }

    private object Place(MapPoint at)
    {
        var (lat, lon) = _town.Geographic(at);
        return new { lat, lon };
    }

    private Task Post(string path, object body, CancellationToken cancellationToken) => Send(HttpMethod.Post, path, body, cancellationToken);

    private async Task Send(HttpMethod method, string path, object body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = JsonContent.Create(body);
        using var response = await http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"{path} answers {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
    }
}
