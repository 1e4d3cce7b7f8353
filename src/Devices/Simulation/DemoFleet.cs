using Fleet.Devices.Gateway;
using Fleet.Devices.Traces;
using Microsoft.Extensions.Logging;

namespace Fleet.Devices.Simulation;

/// <summary>Drives the demo fleet: every vehicle reports once a second over HTTP, as its device would.</summary>
internal sealed class DemoFleet(HttpClient http, DemoFleetOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Seconds a vehicle catches up on after a pause of the machine; what is older is left out.</summary>
    private const int MostCaughtUp = 60;

    private const int Depot = 300;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Town _town = new(options.Seed, options.Latitude, options.Longitude);
    private readonly LocationClient _locations = new(http, time);

    /// <summary>Drives until stopped.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        var records = new DemoRecords(http, _town);
        await records.Fences(Depot, cancellationToken);
        var driving = new Task[options.Vehicles];
        for (var i = 0; i < driving.Length; i++)
        {
            var vehicle = new SimulatedVehicle(_town, options.Seed, i + 1, i % 3 == 0 ? Depot : (i * 97) % _town.Crossings);
            await records.Driver(vehicle, i + 1, cancellationToken);
            await records.Vehicle(vehicle, i + 1, cancellationToken);
            driving[i] = Drive(vehicle, records, cancellationToken);
        }

        await Task.WhenAll(driving);
    }

    private async Task Drive(SimulatedVehicle vehicle, DemoRecords records, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Second, time);
        var last = time.GetUtcNow();
        string? tripId = null;
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var points = Live(vehicle, ref last);
            try
            {
                if (vehicle.Journey is { } journey && journey.TripId != tripId)
                    await records.Trip(vehicle, journey, cancellationToken);
                if (points.Length > 0)
                    await _locations.Post(points, cancellationToken);
                if (vehicle.Journey is null && tripId is not null)
                    await records.Complete(tripId, cancellationToken);
            }
            catch (Exception failed) when (failed is HttpRequestException or GatewayException)
            {
                DemoFleetLog.ReportFailed(logger, vehicle.VehicleId, failed);
            }

            tripId = vehicle.Journey?.TripId;
        }
    }

    /// <summary>The seconds since the last report, each lived and reported, so that a late tick leaves no hole.</summary>
    private TracePoint[] Live(SimulatedVehicle vehicle, ref DateTimeOffset last)
    {
        var now = time.GetUtcNow();
        if (now - last > MostCaughtUp * Second)
            last = now - (MostCaughtUp * Second);
        var points = new List<TracePoint>();
        for (; last + Second <= now; last += Second)
            points.Add(vehicle.Step(last + Second));
        return [.. points];
    }
}
