using Fleet.Devices.Gateway;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Devices.Simulation;

/// <summary>The demo fleet inside the host: waits for <see cref="Drive"/> and ends with the host.</summary>
public sealed class DemoFleetService(
    IOptions<DemoFleetOptions> options, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<DemoFleetService> logger) : BackgroundService
{
    private readonly TaskCompletionSource<GatewayAddress> _gateway = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Vehicles => options.Value.Vehicles;

    /// <summary>Starts the fleet against a gateway that serves already. Needs an admin's key: it makes fences and drivers.</summary>
    public void Drive(GatewayAddress gateway) => _gateway.TrySetResult(gateway);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Vehicles stop before the gateway does, so that none is left calling a closed door.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        try
        {
            var gateway = await _gateway.Task.WaitAsync(stop.Token);
            using var http = LocationClient.Connect(gateway);
            await Task.WhenAll(
                Told(new DemoFleet(http, options.Value, time, logger).Run(stop.Token)),
                Told(new DemoTraffic(http, options.Value, time, logger).Run(stop.Token)));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    /// <summary>One that ends is told of at once, and the other goes on.</summary>
    private async Task Told(Task running)
    {
        try
        {
            await running;
        }
        catch (HttpRequestException failed)
        {
            DemoFleetLog.Stopped(logger, failed);
        }
    }
}
