using System.Diagnostics;
using Fleet.Bench.Activations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;

// dotnet run -c Release --project bench/Activations [activations] [seconds per row]
var count = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 100_000;
var seconds = args.Length > 1 ? double.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 3;

// The grain under test: plug in another by changing this one line.
Func<IGrainFactory, int, bool, Task<int>> touch = static (grains, i, write) => grains.GetGrain<ISampleGrain>($"org/{i}").Touch(1, write);

var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.UseOrleans(static silo =>
{
    silo.UseLocalhostClustering();
    silo.AddMemoryGrainStorageAsDefault();
});
using var host = builder.Build();
await host.StartAsync();
var factory = host.Services.GetRequiredService<IGrainFactory>();
await touch(factory, -1, false);

var empty = Measure.Heap();
var took = await Measure.ForEach(count, i => touch(factory, i, false));
var idle = Measure.Heap();
await Measure.ForEach(count, i => touch(factory, i, true));
var written = Measure.Heap();

Console.WriteLine($"| {count:N0} activations of a small stateful grain | |");
Console.WriteLine("|---|---|");
Console.WriteLine($"| bytes per idle activation, nothing stored | {(idle - empty) / count:N0} |");
Console.WriteLine($"| bytes per idle activation, state written to memory storage | {(written - empty) / count:N0} |");
Console.WriteLine($"| activations a second | {count / took.TotalSeconds:N0} |");
foreach (var callers in new[] { 1, 100, 1_000 })
{
    var (rate, bytes) = await Measure.Calls(callers, TimeSpan.FromSeconds(seconds), i => touch(factory, i, false));
    Console.WriteLine($"| calls a second, {callers:N0} callers, a grain each | {rate:N0} ({bytes:N0} B allocated a call) |");
}

var (chained, _) = await Measure.Calls(100, TimeSpan.FromSeconds(seconds), i => factory.GetGrain<ISampleGrain>($"org/{i}").Relay($"org/{i + 1_000}", 100));
Console.WriteLine($"| calls a second from grain to grain, 100 callers | {chained * 100:N0} |");
var stopwatch = Stopwatch.StartNew();
await host.StopAsync();
Console.WriteLine($"| graceful stop with all of them active | {stopwatch.ElapsedMilliseconds:N0} ms |");
