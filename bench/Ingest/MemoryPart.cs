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
        Console.WriteLine($"{rows:N0} positions a round over HTTP in bodies of {Sender.BatchSize:N0} and over ingest sockets in messages of {SocketSender.BatchSize}, {Sender.Connections} connections each, {Vehicles:N0} vehicles, each with a trip and a driver and inside 5 fences; against JsonSerializer making objects of the same bodies on one thread; medians of {rounds} interleaved rounds");
        Console.WriteLine();
        Console.WriteLine("| door | positions of a vehicle in a body | positions a second | server's CPU µs each | bytes allocated | JSON alone, a second | CPU µs each | ratio of CPU | ratio of rates | bodies sent again |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var perVehicle in new[] { 1, 10 })
        {
            using var server = ServerProcess.StartRole(Roles.Gateway, "Gateway:Ingest:PositionsPerSecond=10000000");
            using var sender = new Sender(server);
            await using var sockets = new SocketSender(server);
            await sender.MakeFences();
            var drives = new Drives(Vehicles, perVehicle);
            Door[] doors =
            [
                new("HTTP", Sender.BatchSize, sender.Send, () => sender.Resent),
                new("socket", SocketSender.BatchSize, sockets.Send, () => sockets.Resent),
            ];
            foreach (var door in doors)
                await door.Send(drives.Make(rows, Sender.Connections, door.BatchSize)); // the first round warms up

            Parse(drives.Make(rows / 10, 1, Sender.BatchSize)[0]);
            var fences = await sender.FencesOf("vehicle_00000");
            if (fences != 5)
                throw new InvalidOperationException($"A vehicle is in {fences} fences, not 5.");

            for (var round = 0; round < rounds; round++)
            {
                foreach (var door in doors)
                    await Measure(door, server, drives, rows);
            }

            foreach (var door in doors)
                Print(door, perVehicle);
        }

        Console.WriteLine();
    }

    private static async Task Measure(Door door, ServerProcess server, Drives drives, int rows)
    {
        var bodies = drives.Make(rows, Sender.Connections, door.BatchSize);
        var (cpu, before) = (server.Cpu(), await server.Stats());
        var took = await door.Send(bodies);
        door.Cpus.Add((server.Cpu() - cpu).TotalMicroseconds / rows);
        var after = await server.Stats();
        door.Allocated.Add((double)(after.GetProperty("allocated").GetInt64() - before.GetProperty("allocated").GetInt64()) / rows);
        door.Rates.Add(rows / took.TotalSeconds);
        var (parsed, parseTook, parseCpu) = Parse([.. bodies.SelectMany(b => b)]);
        door.ParseRates.Add(parsed / parseTook.TotalSeconds);
        door.ParseCpus.Add(parseCpu.TotalMicroseconds / parsed);
    }

    private static void Print(Door door, int perVehicle)
    {
        double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
        var (cpu, parseCpu, rate, parseRate) = (Median(door.Cpus), Median(door.ParseCpus), Median(door.Rates), Median(door.ParseRates));
        Console.WriteLine(
            $"| {door.Name} | {perVehicle} | {rate:N0} | {cpu:0.0} | {Median(door.Allocated):N0} | {parseRate:N0} | {parseCpu:0.0} | {parseCpu / cpu:0.00} | {rate / parseRate:0.00} | {door.Resent()} |");
    }

    private static (int Count, TimeSpan Took, TimeSpan Cpu) Parse(List<byte[]> bodies)
    {
        var count = 0;
        var (begun, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        foreach (var body in bodies)
            count += JsonSerializer.Deserialize<SentPosition[]>(body, Snake)!.Length;

        return (count, Stopwatch.GetElapsedTime(begun), Environment.CpuUsage.TotalTime - cpu);
    }

    private sealed record Door(string Name, int BatchSize, Func<List<byte[]>[], Task<TimeSpan>> Send, Func<int> Resent)
    {
        public List<double> Rates { get; } = [];

        public List<double> Cpus { get; } = [];

        public List<double> Allocated { get; } = [];

        public List<double> ParseRates { get; } = [];

        public List<double> ParseCpus { get; } = [];
    }

    internal sealed record SentPosition(string VehicleId, string DriverId, DateTimeOffset Timestamp, SentFix Location, SentMotion Motion);

    internal sealed record SentFix(double Latitude, double Longitude, double Speed, double Heading, double Accuracy);

    internal sealed record SentMotion(SentVector Acceleration, SentVector Gyroscope);

    internal sealed record SentVector(double X, double Y, double Z);
}
