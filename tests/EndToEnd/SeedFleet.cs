using System.Globalization;
using System.Text;

namespace Fleet.EndToEnd;

/// <summary>
/// What drives while S0's messages are watched: three vehicles with drivers, trips, plans and streets of their own, so that
/// whatever a message says of the one it says otherwise of another. Through REST, as devices do it.
/// </summary>
internal sealed class SeedFleet(FleetHost host)
{
    private const double MetersPerDegree = 111_195;

    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow().AddMinutes(-40);
    private readonly Dictionary<string, (double Second, double North, double Kmh)> _at = [];

    public async Task Prepare()
    {
        await host.Put("/v1/places/city", """
            {"type":"FeatureCollection","features":[
             {"type":"Feature","properties":{"name":"First Avenue"},"geometry":{"type":"LineString","coordinates":[[20.0,40.70],[20.0,40.85]]}},
             {"type":"Feature","properties":{"name":"Second Avenue"},"geometry":{"type":"LineString","coordinates":[[20.1,40.70],[20.1,40.85]]}},
             {"type":"Feature","properties":{"name":"Depot","address":"123 Warehouse Dr, New York, NY"},"geometry":{"type":"Point","coordinates":[20.0001,40.70]}},
             {"type":"Feature","properties":{"name":"Old Town"},"geometry":{"type":"Polygon","coordinates":[[[19.95,40.6],[20.05,40.6],[20.05,40.9],[19.95,40.9],[19.95,40.6]]]}},
             {"type":"Feature","properties":{"name":"Harbour"},"geometry":{"type":"Polygon","coordinates":[[[20.05,40.6],[20.25,40.6],[20.25,40.9],[20.05,40.9],[20.05,40.6]]]}}]}
            """);
        await host.Put("/v1/road-limits/city", """
            {"type":"FeatureCollection","features":[
             {"type":"Feature","properties":{"maxspeed":90},"geometry":{"type":"LineString","coordinates":[[20.1,40.70],[20.1,40.85]]}}]}
            """);
        await host.Put("/v1/geofences/first-street", """{"name":"First street","geometry":{"type":"Polygon","coordinates":[[[19.99,40.65],[20.01,40.65],[20.01,40.85],[19.99,40.85],[19.99,40.65]]]}}""");
        await host.Put("/v1/geofences/second-street", """{"name":"Second street","geometry":{"type":"Polygon","coordinates":[[[20.09,40.65],[20.11,40.65],[20.11,40.85],[20.09,40.85],[20.09,40.65]]]}}""");
        await host.Put("/v1/geofences/yard-1", """{"name":"First yard","circle":{"center":{"latitude":40.70,"longitude":20.0},"radius_m":300}}""");
        await host.Put("/v1/geofences/yard-2", """{"name":"Second yard","circle":{"center":{"latitude":40.70,"longitude":20.1},"radius_m":300}}""");
        await Put("v1", "d1", """{"name":"Van 1","fuel_capacity_l":60}""", """{"name":"John Smith","license_number":"D123456789"}""");
        await Put("v2", "d2", """{"name":"Van 2","fuel_capacity_l":80}""", """{"name":"Ann Lee","license_number":"L987"}""");
        await Put("v3", "d3", """{"name":"Van 3"}""", """{"name":"Bo Ek","license_number":"E5"}""");
        await Plan("trip-1", "v1", "d1", 20.0, 14.5, 16, 40.76, 40.80);
        await Plan("trip-2", "v2", "d2", 20.1, 9.25, 11, 40.72, 40.73, 40.735);
        await Plan("trip-3", "v1", "d1", 20.0, 5, 6, 40.81);
    }

    /// <summary>Points of a vehicle, one each two seconds at the speeds given, km/h.</summary>
    /// <param name="more">Further members of the position's JSON, by its second.</param>
    public async Task Drive(string vehicle, string driver, string? trip, double longitude, IEnumerable<double> speeds, Func<double, string> more, bool together = true)
    {
        var points = new List<string>();
        foreach (var kmh in speeds)
        {
            var at = _at.GetValueOrDefault(vehicle, (-2, 0, kmh));
            var north = at.North + ((at.Kmh + kmh) / 2 / 3.6 * 2);
            _at[vehicle] = at = (at.Second + 2, at.Second < 0 ? 0 : north, kmh);
            points.Add(Point(vehicle, driver, trip, _start.AddSeconds(at.Second), at.North, longitude, kmh, more(at.Second)));
        }

        foreach (var upload in together ? points.Chunk(100).Select(c => "[" + string.Join(',', c) + "]") : points)
            await host.Post("/v1/locations", upload);
    }

    /// <summary>Two minutes up to now, for the windows of the clock.</summary>
    public async Task DriveNow(string vehicle, string driver, double longitude, double kmh)
    {
        var now = TimeProvider.System.GetUtcNow();
        await host.Post("/v1/locations", "[" + string.Join(',', Enumerable.Range(0, 60).Select(i =>
            Point(vehicle, driver, null, now.AddSeconds((i - 60) * 2), 9_000 + (i * kmh / 1.8), longitude, kmh, ""))) + "]");
    }

    /// <param name="after">Seconds behind the vehicle's newest point.</param>
    public Task Tell(string vehicle, string type, string severity, double after = 0) => Tell(vehicle, type, severity, Time(vehicle, after));

    public Task TellNow(string vehicle, string type, string severity) => Tell(vehicle, type, severity, TimeProvider.System.GetUtcNow());

    public Task Complete(string vehicle, string trip) => host.Post($"/v1/trips/{trip}/complete", string.Create(CultureInfo.InvariantCulture, $$"""{"at":"{{Time(vehicle, 1):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}"}"""));

    /// <summary>From one speed to another by as much each two seconds.</summary>
    public static IEnumerable<double> Ramp(double from, double to, double by)
    {
        for (var kmh = from; by > 0 ? kmh < to : kmh > to; kmh += by)
            yield return kmh;

        yield return to;
    }

    private Task<string> Tell(string vehicle, string type, string severity, DateTimeOffset at) => host.Post("/v1/events", string.Create(CultureInfo.InvariantCulture, $$"""
        {"vehicle_id":"{{vehicle}}","type":"{{type}}","severity":"{{severity}}","timestamp":"{{at:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}","location":{"latitude":40.7,"longitude":20.0} }
        """));

    private DateTimeOffset Time(string vehicle, double after) => _start.AddSeconds(_at[vehicle].Second + after);

    private async Task Put(string vehicle, string driver, string vehicleJson, string driverJson)
    {
        await host.Put("/v1/drivers/" + driver, driverJson);
        await host.Put("/v1/vehicles/" + vehicle, vehicleJson);
    }

    private Task<string> Plan(string trip, string vehicle, string driver, double longitude, double km, double minutes, params double[] latitudes)
    {
        var points = string.Join(',', latitudes.Select(l => string.Create(CultureInfo.InvariantCulture, $$"""{"latitude":{{l}},"longitude":{{longitude}} }""")));
        return host.Post("/v1/trips", string.Create(CultureInfo.InvariantCulture, $$"""
            {"trip_id":"{{trip}}","vehicle_id":"{{vehicle}}","driver_id":"{{driver}}","planned_route":{"distance_km":{{km}},"estimated_duration_minutes":{{minutes}},"tolerance_m":60,
             "waypoints":[{"latitude":40.70,"longitude":{{longitude}} },{{points}}] } }
            """));
    }

    private static string Point(string vehicle, string driver, string? trip, DateTimeOffset at, double north, double longitude, double kmh, string more)
    {
        var json = new StringBuilder();
        json.Append(CultureInfo.InvariantCulture, $$"""{"vehicle_id":"{{vehicle}}","driver_id":"{{driver}}","timestamp":"{{at:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}",""");
        if (trip is not null)
            json.Append(CultureInfo.InvariantCulture, $"\"trip_id\":\"{trip}\",");

        json.Append(CultureInfo.InvariantCulture, $$"""
            "location":{"latitude":{{40.70 + (north / MetersPerDegree)}},"longitude":{{longitude}},"speed":{{kmh}},"heading":{{(vehicle == "v1" ? 0.5 : 1.5) + (north % 7)}},"accuracy":{{(vehicle == "v1" ? 3.2 : 4.5)}},"altitude":{{12.5 + (north / 100)}} }
            """);
        return json.Append(more).Append('}').ToString();
    }
}
