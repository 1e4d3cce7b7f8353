using System.Diagnostics;
using System.Text.Json;
using Fleet.Bench.Load;

namespace Fleet.Bench.Ingest;

/// <summary>Without a database: the whole way of a position against reading its JSON alone.</summary>
internal static class MemoryPart
{
    private const int Vehicles = 2_000;

    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static async Task Run(int rows, int rounds)
    {
        Console.WriteLine("## Ingest without a database");
        Console.WriteLine();
        Console.WriteLine($"{rows:N0} positions a round over HTTP in bodies of 1,000, {Vehicles:N0} vehicles, each with a trip and a driver and inside 5 fences; against JsonSerializer making objects of the same bodies on one thread; medians of {rounds} interleaved rounds");
        Console.WriteLine();
        Console.WriteLine("| positions of a vehicle in a body | positions a second | server's CPU µs each | JSON alone, a second | CPU µs each | ratio of CPU | ratio of rates | bodies sent again |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var perVehicle in new[] { 1, 10 })
        {
            using var server = ServerProcess.StartRole(Roles.Gateway, "Gateway:Ingest:PositionsPerSecond=10000000");
            using var sender = new Sender(server);
            await sender.MakeFences();
            var drives = new Drives(Vehicles, perVehicle);
            await sender.Send(drives.Make(rows, Sender.Connections)); // the first round warms up
            Parse(drives.Make(rows / 10, 1)[0]);
            var fences = await sender.FencesOf("vehicle_00000");
            if (fences != 5)
                throw new InvalidOperationException($"A vehicle is in {fences} fences, not 5.");

            List<double> rates = [], cpus = [], parseRates = [], parseCpus = [];
            for (var round = 0; round < rounds; round++)
            {
                var bodies = drives.Make(rows, Sender.Connections);
                var cpu = server.Cpu();
                var took = await sender.Send(bodies);
                cpus.Add((server.Cpu() - cpu).TotalMicroseconds / rows);
                rates.Add(rows / took.TotalSeconds);
                var (parsed, parseTook, parseCpu) = Parse([.. bodies.SelectMany(b => b)]);
                parseRates.Add(parsed / parseTook.TotalSeconds);
                parseCpus.Add(parseCpu.TotalMicroseconds / parsed);
            }

            double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
            Console.WriteLine(
                $"| {perVehicle} | {Median(rates):N0} | {Median(cpus):0.0} | {Median(parseRates):N0} | {Median(parseCpus):0.0} | {Median(parseCpus) / Median(cpus):0.00} | {Median(rates) / Median(parseRates):0.00} | {sender.Resent} |");
        }

        Console.WriteLine();
    }

    private static (int Count, TimeSpan Took, TimeSpan Cpu) Parse(List<byte[]> bodies)
    {
        var count = 0;
        var (begun, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        foreach (var body in bodies)
            count += JsonSerializer.Deserialize<SentPosition[]>(body, Snake)!.Length;

        return (count, Stopwatch.GetElapsedTime(begun), Environment.CpuUsage.TotalTime - cpu);
    }

    internal sealed record SentPosition(string VehicleId, string DriverId, DateTimeOffset Timestamp, SentFix Location, SentMotion Motion);

    internal sealed record SentFix(double Latitude, double Longitude, double Speed, double Heading, double Accuracy);

    internal sealed record SentMotion(SentVector Acceleration, SentVector Gyroscope);

    internal sealed record SentVector(double X, double Y, double Z);
}
