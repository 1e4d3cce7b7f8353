using System.Globalization;
using Fleet.Bench.Load;
using Fleet.Bench.Traffic;

// ./fleet bench Traffic [--subscribers N] [--cameras N] [--seconds N] [--each CAMERAS of a subscriber, 0 for all]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (await Roles.TryServe(args))
    return 0;

const int Groups = 20;
var (subscribers, cameras, seconds) = (Option("--subscribers", 200), Option("--cameras", 500), Option("--seconds", 20));
int[] wanted = Array.IndexOf(args, "--each") >= 0 ? [Option("--each", 0)] : [25, 100, 0];
Console.WriteLine("## Traffic: from ingest to subscriber");
Console.WriteLine();
Console.WriteLine($"{cameras} cameras at 1 Hz over HTTP ({Groups} requests a second), {subscribers} subscribers of /ws, {seconds} s after 5 s of warm-up; from the beginning of the request to the message read; server and clients share the machine");
Console.WriteLine();
Console.WriteLine("| cameras of each subscriber | messages a second | p50 ms | p99 ms | p99.9 ms | delivered | conflated | server's cores | server's MB | requests failed |");
Console.WriteLine("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
foreach (var each in wanted)
{
    using var server = ServerProcess.StartRole(Roles.Gateway);
    using var reports = new Cameras(server, cameras, Groups);
    await reports.Define();
    using var loop = new ClientLoop(reports);
    var clients = Client.OpenMany(subscribers, i => Client.Open(
        Peer.GatewayTraffic, server.Url, server.Key, each == 0 ? [] : [.. Enumerable.Range(0, each).Select(k => Cameras.IdOf(((i * each) + k) % cameras))]));
    loop.Add(clients);
    await reports.Report(TimeSpan.FromSeconds(5));
    await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
    var (messages, cpu, latencies) = (loop.Messages, server.Cpu(), new Latencies());
    var conflated = (await server.Stats()).GetProperty("conflated").GetInt64();
    loop.Latencies = latencies;
    await reports.Report(TimeSpan.FromSeconds(seconds));
    await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
    loop.Latencies = null;
    var got = loop.Messages - messages;
    var expected = (long)subscribers * (each == 0 ? cameras : each) * seconds;
    conflated = (await server.Stats()).GetProperty("conflated").GetInt64() - conflated;
    Console.WriteLine(
        $"| {(each == 0 ? cameras : each)} | {(double)got / seconds:N0} | {latencies.Percentile(0.5):0.0} | {latencies.Percentile(0.99):0.0} | {latencies.Percentile(0.999):0.0} | {(double)got / expected:P2} | {conflated} | {(server.Cpu() - cpu).TotalSeconds / seconds:0.00} | {server.Resident() / 1e6:0} | {reports.Failed} |");
    clients.ForEach(c => c.Dispose());
}

Console.WriteLine();
return 0;

int Option(string name, int otherwise) =>
    Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? int.Parse(args[i + 1], CultureInfo.InvariantCulture) : otherwise;
