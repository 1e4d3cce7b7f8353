using System.Globalization;

namespace Fleet.Devices.Simulation;

/// <summary>What a dispatcher enters for the demo fleet, over REST: vehicles, drivers, fences, planned trips.</summary>
internal sealed class DemoRecords(DemoDesk desk, Town town)
{
    private static readonly string[] Names =
        ["Ada Berg", "Ben Cole", "Cleo Diaz", "Dan Ebert", "Eva Fox", "Finn Gray", "Gia Hale", "Hal Ito", "Ines Jung", "Jon Kerr", "Kim Lund", "Leo Marsh"];

    private static readonly string[] DepotTags = ["depot"];
    private static readonly string[] ZoneTags = ["zone"];

    public Task Vehicle(SimulatedVehicle vehicle, int number, CancellationToken cancellationToken) => Post(
        "/v1/vehicles",
        new { vehicle_id = vehicle.VehicleId, name = "Van " + number, plate_number = string.Create(CultureInfo.InvariantCulture, $"FLT {number:000}"), driver_id = vehicle.DriverId },
        cancellationToken);

    public Task Driver(SimulatedVehicle vehicle, int number, CancellationToken cancellationToken) => Post(
        "/v1/drivers",
        new { driver_id = vehicle.DriverId, name = Names[number % Names.Length], license_number = string.Create(CultureInfo.InvariantCulture, $"D{100_000_000 + (number * 7919)}") },
        cancellationToken);

    public async Task Fences(int depot, CancellationToken cancellationToken)
    {
        var (latitude, longitude) = town.Geographic(town.Place(depot));
        await Post(
            "/v1/geofences",
            new { geofence_id = "depot", name = "Depot", circle = new { center = new { latitude, longitude }, radius_m = 180 }, tags = DepotTags },
            cancellationToken);
        await Zone("old-town", "Old Town", new MapPoint(-1_400, -1_400), 1_100, 40, cancellationToken);
        await Zone("school", "School zone", new MapPoint(500, 700), 500, 30, cancellationToken);
    }

    public Task Trip(SimulatedVehicle vehicle, Journey journey, CancellationToken cancellationToken) => Post(
        "/v1/trips",
        new
        {
            trip_id = journey.TripId,
            vehicle_id = vehicle.VehicleId,
            driver_id = vehicle.DriverId,
            planned_route = new
            {
                distance_km = Math.Round(journey.Length / 1000, 2),
                estimated_duration_minutes = Math.Round(journey.PlannedSeconds * 1.4 / 60, 1),
                waypoints = journey.Deliveries.Select((d, i) => Waypoint(d, i + 1)).ToArray(),
            },
        },
        cancellationToken);

    public Task Complete(string tripId, CancellationToken cancellationToken) =>
        Post($"/v1/trips/{tripId}/complete", new { }, cancellationToken);

    private object Waypoint(int crossing, int number)
    {
        var (latitude, longitude) = town.Geographic(town.Place(crossing));
        return new { latitude, longitude, name = "Stop " + number };
    }

    private Task Zone(string id, string name, MapPoint corner, double meters, double limit, CancellationToken cancellationToken)
    {
        double[] At(double east, double north)
        {
            var (latitude, longitude) = town.Geographic(new MapPoint(corner.East + east, corner.North + north));
            return [longitude, latitude];
        }

        double[][] ring = [At(0, 0), At(meters, 0), At(meters, meters), At(0, meters), At(0, 0)];
        return Post(
            "/v1/geofences",
            new { geofence_id = id, name, geometry = new { type = "Polygon", coordinates = new[] { ring } }, speed_limit = limit, tags = ZoneTags },
            cancellationToken);
    }

    /// <summary>What is there already is from a run before this one.</summary>
    private Task Post(string path, object body, CancellationToken cancellationToken) => desk.Post(path, body, known: true, cancellationToken);
}
