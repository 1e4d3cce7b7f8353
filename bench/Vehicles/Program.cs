using System.Globalization;
using Fleet;
using Fleet.Bench.Activations;
using Fleet.Silo;
using Fleet.Vehicles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// dotnet run -c Release --project bench/Vehicles [vehicles]
// What the silo of `./fleet up` holds and does with that many vehicles: no gateway, no subscriber, no database.
var most = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
var start = new DateTimeOffset(2024, 4, 13, 10, 0, 0, TimeSpan.Zero);
var received = TimeProvider.System.GetUtcNow();

Console.WriteLine("| vehicles | activations a second | bytes per idle activation | bytes per vehicle that reported | reports a second | CPU µs a report |");
Console.WriteLine("|---:|---:|---:|---:|---:|---:|");
foreach (var count in new[] { most / 100, most / 10, most })
{
    var builder = Host.CreateApplicationBuilder();
    builder.Logging.ClearProviders();
    builder.AddFleetSilo();
    using var host = builder.Build();
    await host.StartAsync();
    var grains = host.Services.GetRequiredService<IGrainFactory>();
    IVehicleGrain Vehicle(int i) => grains.GetGrain<IVehicleGrain>(GrainKey.For("bench", $"vehicle_{i}"));
    await Vehicle(-1).Report([At(0, -1)]);

    var empty = Measure.Heap();
    var activated = await Measure.ForEach(count, i => Vehicle(i).Get());
    var idle = Measure.Heap();
    for (var second = 0; second < 3; second++)
    {
        await Measure.ForEach(count, i => Vehicle(i).Report([At(second, i)]));
    }

    var reported = Measure.Heap();
    var rounds = Math.Max(1, 300_000 / count);
    var before = Environment.CpuUsage.TotalTime;
    var took = TimeSpan.Zero;
    for (var second = 3; second < 3 + rounds; second++)
    {
        took += await Measure.ForEach(count, i => Vehicle(i).Report([At(second, i)]));
    }

    var cpu = Environment.CpuUsage.TotalTime - before;
    var reports = (double)rounds * count;
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {count:N0} | {count / activated.TotalSeconds:N0} | {(idle - empty) / count:N0} | {(reported - empty) / count:N0} | {reports / took.TotalSeconds:N0} | {cpu.TotalMicroseconds / reports:N1} |"));
    await host.StopAsync();
}

// 50 km/h northwards from a place of its own: every vehicle is on a trip.
Position At(int second, int vehicle) => new()
{
    Timestamp = start.AddSeconds(second),
    Latitude = 40 + (vehicle % 1000 * 0.01) + (second * 0.000125),
    Longitude = -95 + (vehicle / 1000 * 0.01),
    SpeedKmh = 50,
    HeadingDegrees = 0,
    AccuracyMeters = 5,
    ReceivedAt = received.AddSeconds(second),
};
