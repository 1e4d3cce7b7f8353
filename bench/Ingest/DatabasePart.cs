using System.Diagnostics;
using System.Globalization;
using Fleet.Bench.Load;
using Fleet.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Bench.Ingest;

/// <summary>With PostgreSQL, fsync and all: positions acknowledged after commit against psql's \copy of the same rows into a table of the same columns and key.</summary>
internal static class DatabasePart
{
    private const int Vehicles = 2_000;

    public static async Task Run(int rows, int rounds)
    {
        var folder = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"fleet-ingest-bench-{Environment.ProcessId}"));
        var file = folder + ".csv";
        var cluster = await PrivateCluster.StartAsync(new() { DataFolder = folder }, TimeProvider.System, NullLogger.Instance, default);
        try
        {
            Console.WriteLine("## Ingest into PostgreSQL");
            Console.WriteLine();
            Console.WriteLine($"{rows:N0} positions a round over HTTP in bodies of {Sender.BatchSize:N0} and over ingest sockets in messages of {SocketSender.BatchSize}, {Sender.Connections} connections each, {Vehicles:N0} vehicles, each with a trip and a driver and inside 5 fences, events and states written too; against psql \\copy of the same rows; medians of {rounds} interleaved rounds, fsync on");
            Console.WriteLine();
            Console.WriteLine("| door | positions of a vehicle in a body | positions a second, committed | server's CPU µs each | \\copy rows a second | ratio | bodies sent again |");
            Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
            using var server = ServerProcess.StartRole(Roles.Gateway, "Gateway:Ingest:PositionsPerSecond=10000000", "Fleet:Database=" + cluster.ConnectionString + ";Maximum Pool Size=80"); // psql needs some of the server's hundred
            using var sender = new Sender(server);
            await sender.MakeFences();
            await Sql(cluster, "CREATE TABLE plain (LIKE positions INCLUDING ALL)");
            await using var sockets = new SocketSender(server);
            (string Door, int PerVehicle)[] runs = [("HTTP", 1), ("HTTP", 10), ("socket", 1), ("socket", 10)];
            foreach (var (run, (door, perVehicle)) in runs.Index())
            {
                var (batch, send) = door == "HTTP" ? (Sender.BatchSize, (Func<List<byte[]>[], Task<TimeSpan>>)sender.Send) : (SocketSender.BatchSize, sockets.Send);
                var drives = new Drives(Vehicles, perVehicle) { From = run * 10_000 };
                await send(drives.Make(rows / 2, Sender.Connections, batch));
                List<double> rates = [], cpus = [], copies = [];
                for (var round = 0; round < rounds; round++)
                {
                    var bodies = drives.Make(rows, Sender.Connections, batch);
                    await Sql(cluster, "TRUNCATE positions; TRUNCATE plain");
                    await Sql(cluster, "CHECKPOINT");
                    var cpu = server.Cpu();
                    rates.Add(rows / (await send(bodies)).TotalSeconds);
                    cpus.Add((server.Cpu() - cpu).TotalMicroseconds / rows);
                    await Sql(cluster, $"\\copy (SELECT * FROM positions) TO '{file}'");
                    await Sql(cluster, "CHECKPOINT");
                    var begun = Stopwatch.GetTimestamp();
                    await Sql(cluster, $"\\copy plain FROM '{file}'");
                    copies.Add(rows / Stopwatch.GetElapsedTime(begun).TotalSeconds);
                }

                double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
                Console.WriteLine($"| {door} | {perVehicle} | {Median(rates):N0} | {Median(cpus):0.0} | {Median(copies):N0} | {Median(rates) / Median(copies):0.00} | {(door == "HTTP" ? sender.Resent : sockets.Resent)} |");
            }

            Console.WriteLine();
        }
        finally
        {
            await cluster.DisposeAsync();
            System.IO.Directory.Delete(folder, recursive: true);
            File.Delete(file);
        }
    }

    private static async Task Sql(PrivateCluster cluster, string command)
    {
        using var psql = Process.Start(new ProcessStartInfo("psql", ["-h", cluster.SocketPath, "-U", "fleet", "-d", "fleet", "-q", "-v", "ON_ERROR_STOP=1", "-c", command]))!;
        await psql.WaitForExitAsync();
        if (psql.ExitCode != 0)
            throw new InvalidOperationException("psql failed: " + command);
    }
}
