using System.Net;
using System.Net.Http.Json;

namespace Fleet.Faults;

/// <summary>What a dispatcher does before the drives begin and when they are over.</summary>
internal sealed class Orders(Plan plan)
{
    public async Task Register(HttpClient http, CancellationToken until)
    {
        await Post(http, "/v1/geofences", new { geofence_id = Input.Fence, name = "Fence", circle = new { center = new { latitude = Input.FenceLatitude, longitude = Input.FenceLongitude }, radius_m = Input.FenceMeters } }, until);
        for (var i = 0; i < plan.Devices; i++)
        {
            await Post(http, "/v1/drivers", new { driver_id = Input.DriverOf(i), name = "Driver " + i }, until);
            await Post(http, "/v1/vehicles", new { vehicle_id = Input.VehicleOf(i), name = "Vehicle " + i }, until);
            await Post(http, "/v1/trips", new { trip_id = Input.TripOf(i), vehicle_id = Input.VehicleOf(i), driver_id = Input.DriverOf(i), planned_route = new { distance_km = 8, estimated_duration_minutes = 30, waypoints = new[] { new { latitude = Input.FenceLatitude, longitude = Input.FenceLongitude, name = "Fence" } } } }, until);
            await Post(http, $"/v1/trips/{Input.TripOf(i)}/start", new { at = Input.Drive(i, 2)[0].Time.AddSeconds(-1) }, until);
        }
    }

    public async Task Finish(HttpClient http, CancellationToken until)
    {
        for (var i = 0; i < plan.Devices; i++)
            await Post(http, $"/v1/trips/{Input.TripOf(i)}/complete", new { at = Input.Drive(i, plan.Points).Max(p => p.Time).AddSeconds(1) }, until);
    }

    /// <summary>Sent again, as a dispatcher would, while the fleet cannot answer.</summary>
    private static async Task Post(HttpClient http, string path, object body, CancellationToken until)
    {
        for (var left = 20; ; left--)
        {
            try
            {
                using var response = await http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, until);
                if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.Conflict)
                    return;
                if (left == 0 || response.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
                    throw new InvalidOperationException($"{path} answers {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(until)}");
            }
            catch (OperationCanceledException) when (left > 0 && !until.IsCancellationRequested)
            {
                // No answer in time: nobody knows whether it was done.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, until);
        }
    }
}
