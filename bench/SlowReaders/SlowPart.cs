using System.Diagnostics;
using Fleet.Bench.Load;

namespace Fleet.Bench.SlowReaders;

/// <summary>What 1,000 readers notice of 200 that never read, and what becomes of those.</summary>
internal static class SlowPart
{
    private const int Readers = 1_000;
    private const int Sleepers = 200;
    private const int SleepersVehicles = 20;
    private const int Rounds = 3;

    public static async Task Run(TimeSpan time)
    {
        var schedule = new Schedule(Vehicles: 50, PerSession: 1, Rate: 10, PerUpload: 50);
        using var server = ServerProcess.StartRole(Roles.Gateway);
        using var loop = new ClientLoop(schedule);
        loop.Add(Client.OpenMany(Readers, i => Client.Open(Peer.Gateway, server.Url, server.Key, schedule.VehiclesOf(i))));
        using var publisher = new Publisher(schedule, server.Url, "/v1/locations", server.Key, schedule.Positions);
        await publisher.Run(TimeSpan.FromSeconds(15));

        Console.WriteLine("## Slow readers");
        Console.WriteLine();
        Console.WriteLine(
            $"{Readers:N0} sessions read {schedule.PositionsPerSecond * schedule.Followers(Readers):N0} deliveries a second; {Sleepers} follow {SleepersVehicles} vehicles each and never read. "
            + $"{Rounds} interleaved rounds of {time.TotalSeconds} s, positions in, medians");
        Console.WriteLine();
        List<(double P50, double P99)> without = [], with = [];
        List<double> cut = [];
        var (closed, growth) = (0, 0L);
        for (var round = 0; round < Rounds; round++)
        {
            without.Add(await Measure(loop, publisher, time));
            var resident = server.Resident();
            var vehicles = Enumerable.Range(0, SleepersVehicles).Select(Schedule.VehicleId).ToList();
            var sleepers = Client.OpenMany(Sleepers, _ => Client.Open(Peer.Gateway, server.Url, server.Key, vehicles, receiveBuffer: 4096));
            var begun = Stopwatch.GetTimestamp();
            var gone = Gone(server, begun);
            with.Add(await Measure(loop, publisher, time));
            growth = Math.Max(growth, server.Resident() - resident);
            cut.Add(await gone);
            using var ends = new ClientLoop();
            ends.Add(sleepers); // now they read: what waited in the kernel, then the goodbye
            await Settle(() => sleepers.All(c => c.CloseCode != 0));
            closed += sleepers.Count(c => c.CloseCode == 4008 || c.CloseCode == 1006);
            sleepers.ForEach(c => c.Dispose());
        }

        static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
        var ratio = Median(with.Select(w => w.P99)) / Median(without.Select(w => w.P99));
        Console.WriteLine("| | p50 ms | p99 ms |");
        Console.WriteLine("|---|---:|---:|");
        Console.WriteLine($"| readers alone | {Median(without.Select(w => w.P50)):0.0} | {Median(without.Select(w => w.P99)):0.0} |");
        Console.WriteLine($"| beside {Sleepers} that never read | {Median(with.Select(w => w.P50)):0.0} | {Median(with.Select(w => w.P99)):0.0} |");
        Console.WriteLine();
        Console.WriteLine($"p99 {ratio:0.00} of that without (target 1.25); all cut after {cut.Max():0.0} s at most (target 15), {closed} of {Sleepers * Rounds} saw an end; "
            + $"closes by the gateway's count: {await Closes(server)}; resident set grew by {growth / 1e6:0.0} MB at most");
        Console.WriteLine();
    }

    private static async Task<(double P50, double P99)> Measure(ClientLoop loop, Publisher publisher, TimeSpan time)
    {
        var latencies = new Latencies();
        loop.Latencies = latencies;
        await publisher.Run(time);
        loop.Latencies = null;
        return (latencies.Percentile(0.5), latencies.Percentile(0.99));
    }

    /// <returns>Seconds until the gateway has only the readers left.</returns>
    private static async Task<double> Gone(ServerProcess server, long begun)
    {
        while ((await server.Stats()).GetProperty("sessions").GetInt32() > Readers && Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(60))
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);

        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static async Task Settle(Func<bool> done)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!done() && Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(10))
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
    }

    private static async Task<string> Closes(ServerProcess server)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", server.Key);
        var lines = (await http.GetStringAsync(new Uri(server.Url, "/metrics"))).Split('\n');
        return string.Join(", ", lines.Where(l => l.StartsWith("fleet_gateway_sessions_closed", StringComparison.Ordinal))
            .Select(l => l[l.IndexOf('{', StringComparison.Ordinal)..]));
    }
}
