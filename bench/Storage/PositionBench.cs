using System.Diagnostics;
using System.Globalization;
using Fleet.Vehicles;

namespace Fleet.Storage.Bench;

/// <summary>
/// Rows a second of PositionLog.Append, from vehicles that each wait for their answer before the next, against psql's
/// \copy of the very same rows into the very same table, in turns.
/// </summary>
internal static class PositionBench
{
    private const int Rounds = 3;
    private const int Vehicles = 2_000;
    private static readonly DateTimeOffset _start = new(2024, 4, 13, 8, 0, 0, TimeSpan.Zero);

    public static async Task RunAsync(BenchServer server, int rows)
    {
        var file = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"fleet-storage-bench-{Environment.ProcessId}.csv"));
        await AppendAsync(server, rows / 10, 1);
        foreach (var perAppend in new[] { 1, 10 })
        {
            var appended = new List<double>();
            var copied = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                await server.ExecuteAsync("TRUNCATE positions; CHECKPOINT");
                appended.Add(await AppendAsync(server, rows, perAppend));
                await PsqlAsync(server, $"\\copy (SELECT * FROM positions) TO '{file}'");
                await server.ExecuteAsync("TRUNCATE positions");
                await server.ExecuteAsync("CHECKPOINT");
                var clock = Stopwatch.StartNew();
                await PsqlAsync(server, $"\\copy positions FROM '{file}'");
                copied.Add(rows / clock.Elapsed.TotalSeconds);
            }

            appended.Sort();
            copied.Sort();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"positions, {Vehicles} vehicles, {perAppend} a call: append {appended[Rounds / 2]:N0} rows/s, psql \\copy {copied[Rounds / 2]:N0} rows/s, ratio {appended[Rounds / 2] / copied[Rounds / 2]:F2} (medians of {Rounds})"));
        }

        File.Delete(file);
    }

    private static async Task<double> AppendAsync(BenchServer server, int rows, int perAppend)
    {
        await server.ExecuteAsync("TRUNCATE positions");
        var log = server.Get<IPositionLog>();
        var perVehicle = rows / Vehicles;
        var waits = new List<double>();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Vehicles).Select(v => Task.Run(async () =>
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"vehicle-{v:D5}");
            for (var i = 0; i < perVehicle; i += perAppend)
            {
                var sent = Stopwatch.GetTimestamp();
                var result = await log.Append("demo-fleet", id, [.. Enumerable.Range(i, perAppend).Select(n => PositionAt(v, n))], default);
                if (result.Status != AppendStatus.Committed)
                    throw new InvalidOperationException($"Append answered {result.Status}.");
                lock (waits)
                    waits.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }
        })));
        var rate = rows / clock.Elapsed.TotalSeconds;
        waits.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  append: {rate:N0} rows/s, wait p50 {waits[waits.Count / 2]:F1} ms, p99 {waits[(int)(waits.Count * 0.99)]:F1} ms"));
        return rate;
    }

    private static LoggedPosition PositionAt(int vehicle, int n) => new(
        new Position
        {
            Timestamp = _start.AddSeconds(n),
            Latitude = 41.2 + (vehicle * 1e-4) + (n * 1e-5),
            Longitude = -95.9 - (n * 1.3e-5),
            SpeedKmh = 40 + (n % 20),
            HeadingDegrees = n % 360,
            AccuracyMeters = 4.5,
            FuelLevel = 0.61,
            EngineRunning = true,
            ReceivedAt = _start.AddSeconds(n + 0.4),
        },
        Late: false);

    private static async Task PsqlAsync(BenchServer server, string command)
    {
        using var psql = Process.Start(new ProcessStartInfo("psql", ["-h", server.SocketPath, "-U", "fleet", "-d", "fleet", "-q", "-v", "ON_ERROR_STOP=1", "-c", command]))!;
        await psql.WaitForExitAsync();
        if (psql.ExitCode != 0)
            throw new InvalidOperationException("psql failed.");
    }
}
