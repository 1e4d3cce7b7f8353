using Fleet.Devices.Gateway;
using Fleet.Devices.Traces;
using Microsoft.Extensions.Logging;

namespace Fleet.Devices.Simulation;

/// <summary>
/// Drives the demo fleet: every vehicle reports over HTTP, once a second where nothing else is said, as its device would. Of a large fleet several
/// vehicles share a lane and their reports a request, as behind a provider's gateway.
/// </summary>
internal sealed class DemoFleet(HttpClient http, DemoFleetOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Seconds a vehicle catches up on after a pause of the machine; what is older is left out.</summary>
    private const int MostCaughtUp = 60;

    private const int MostLanes = 50;
    private const int Depot = 300;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Town _town = new(options.Seed, options.Latitude, options.Longitude);
    private readonly LocationClient _locations = new(http, time);

    /// <summary>Drives until stopped.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        var records = new DemoRecords(new DemoDesk(http, time), _town);
        await records.Fences(Depot, cancellationToken);
        var driving = new List<Task>();
        foreach (var numbers in Enumerable.Range(1, options.Vehicles).Chunk((options.Vehicles + MostLanes - 1) / MostLanes))
            driving.Add(Drive(numbers, records, cancellationToken));

        await Task.WhenAll(driving);
    }

    private async Task Drive(int[] numbers, DemoRecords records, CancellationToken cancellationToken)
    {
        var lane = new List<LaneVehicle>();
        try
        {
            foreach (var number in numbers)
            {
                var vehicle = new SimulatedVehicle(_town, options.Seed, number, number % 3 == 1 ? Depot : ((number - 1) * 97) % _town.Crossings);
                await records.Driver(vehicle, number, cancellationToken);
                await records.Vehicle(vehicle, number, cancellationToken);
                lane.Add(new LaneVehicle(vehicle, number % options.ReportSeconds, time.GetUtcNow()));
            }
        }
        catch (HttpRequestException failed) // the others drive
        {
            DemoFleetLog.Stopped(logger, failed);
            return;
        }

        using var timer = new PeriodicTimer(Second, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            TracePoint[] points = [.. lane.SelectMany(Live)];
            try
            {
                foreach (var vehicle in lane.Where(v => v.Simulated.Journey is { } journey && journey.TripId != v.TripId))
                    await records.Trip(vehicle.Simulated, vehicle.Simulated.Journey!, cancellationToken);
                if (points.Length > 0)
                    await _locations.Post(points, cancellationToken);
                foreach (var vehicle in lane.Where(v => v.Simulated.Journey is null && v.TripId is not null))
                    await records.Complete(vehicle.TripId!, cancellationToken);
            }
            catch (Exception failed) when (failed is HttpRequestException or GatewayException)
            {
                DemoFleetLog.ReportFailed(logger, lane[0].Simulated.VehicleId, failed);
            }

            lane.ForEach(v => v.TripId = v.Simulated.Journey?.TripId);
        }
    }

    /// <summary>The seconds since the last tick, each lived, and reported where it is the vehicle's turn, so that a late tick leaves no hole.</summary>
    private List<TracePoint> Live(LaneVehicle vehicle)
    {
        var now = time.GetUtcNow();
        if (now - vehicle.Last > MostCaughtUp * Second)
            vehicle.Last = now - (MostCaughtUp * Second);
        var points = new List<TracePoint>();
        for (; vehicle.Last + Second <= now; vehicle.Last += Second)
        {
            var point = vehicle.Simulated.Step(vehicle.Last + Second);
            if ((vehicle.Last + Second).ToUnixTimeSeconds() % options.ReportSeconds == vehicle.Turn)
                points.Add(point);
        }

        return points;
    }

    /// <summary>A vehicle, up to when it was lived, and the trip it reported last.</summary>
    private sealed class LaneVehicle(SimulatedVehicle simulated, int turn, DateTimeOffset last)
    {
        public SimulatedVehicle Simulated => simulated;

        /// <summary>Which second of each ReportSeconds it reports.</summary>
        public int Turn => turn;

        public DateTimeOffset Last { get; set; } = last;

        public string? TripId { get; set; }
    }
}
