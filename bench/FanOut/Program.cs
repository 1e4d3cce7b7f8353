using System.Globalization;
using Fleet.Bench.FanOut;
using Fleet.Bench.Load;

// ./fleet bench FanOut [--sessions N] [--rounds N] [--seconds N] [--warm-up N] [--shape one,twenty,scattered,idle] [--only gateway,…] [--idle N]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (await Roles.TryServe(args))
    return 0;

var sessions = Number("--sessions", 1_000);
var rounds = Number("--rounds", 3);
var time = TimeSpan.FromSeconds(Number("--seconds", 4));
var warmUp = Number("--warm-up", 5);
var only = Option("--only")?.Split(',');
var shapes = new (string Name, string Title, Schedule Schedule)[]
{
    ("one", "One vehicle a session", new Schedule(Vehicles: 50, PerSession: 1, Rate: 40, PerUpload: 50)),
    ("twenty", "Twenty vehicles a session, which report together", new Schedule(Vehicles: 1_000, PerSession: 20, Rate: 20, PerUpload: 100)),
    ("scattered", "Twenty vehicles a session, spread over the half second", new Schedule(Vehicles: 1_000, PerSession: 20, Rate: 20, PerUpload: 100, Scattered: true)),
};
var wanted = Option("--shape")?.Split(',');
foreach (var shape in shapes.Where(s => wanted is null || wanted.Contains(s.Name)))
    await Run(shape.Title, shape.Schedule);

if (wanted is null || wanted.Contains("idle"))
    await RunIdle();

return 0;

async Task Run(string title, Schedule schedule)
{
    Console.WriteLine($"## {title}");
    Console.WriteLine();
    Console.WriteLine(
        $"{sessions:N0} sessions, {schedule.Vehicles:N0} vehicles, {schedule.PositionsPerSecond:N0} positions a second in {schedule.Rate} uploads, "
        + $"{schedule.PositionsPerSecond * schedule.Followers(sessions):N0} deliveries a second; medians of {rounds} interleaved rounds of {time.TotalSeconds} s");
    Console.WriteLine();
    List<Contender> contenders = [];
    try
    {
        void Add(string name, string key, Peer peer, Func<ServerProcess> start, string? path)
        {
            if (only is null || only.Contains(key))
                contenders.Add(new Contender(name, peer, start(), path, schedule, sessions));
        }

        Add("gateway, events in", "gateway", Peer.Gateway, Gateway, "/publish");
        Add("gateway, positions in", "whole", Peer.Gateway, Gateway, "/v1/locations");
        Add("gateway by Socket.IO", "gatewayio", Peer.GatewaySocketIo, Gateway, "/publish");
        Add("Socket.IO", "socketio", Peer.SocketIo, ServerProcess.StartSocketIo, "/publish");
        Add("bare Kestrel", "kestrel", Peer.Kestrel, () => ServerProcess.StartRole(Roles.Kestrel), "/publish");
        Add("kernel floor", "floor", Peer.Floor, () => ServerProcess.StartRole(Roles.Floor), null);
        for (var turn = 0; turn < 2; turn++)
        {
            foreach (var contender in contenders)
                await contender.WarmUp(TimeSpan.FromSeconds(warmUp)); // twice: what the first makes hot is compiled by the second
        }

        for (var round = 0; round < rounds; round++)
        {
            foreach (var contender in contenders)
                await contender.Measure(time);
        }

        Print(contenders);
    }
    finally
    {
        contenders.ForEach(c => c.Dispose());
    }
}

void Print(List<Contender> contenders)
{
    double Median(Contender c, Func<Contender.Round, double> pick) => c.Rounds.Select(pick).Order().ElementAt(c.Rounds.Count / 2);
    double? Cpu(string name) => contenders.FirstOrDefault(c => c.Name == name) is { } found ? Median(found, r => r.Cpu) : null;
    string Ratio(double? other, double own) => other is { } cpu ? (cpu / own).ToString("0.00", CultureInfo.InvariantCulture) : "";
    Console.WriteLine("| server | CPU µs a message | messages per CPU second | of Socket.IO's | of the floor's | p50 ms | p99 ms | bytes a message | allocated | delivered |");
    Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    foreach (var contender in contenders)
    {
        var cpu = Median(contender, r => r.Cpu);
        Console.WriteLine(
            $"| {contender.Name} | {cpu:0.00} | {1e6 / cpu:N0} | {Ratio(Cpu("Socket.IO"), cpu)} | {Ratio(Cpu("kernel floor"), cpu)} | {Median(contender, r => r.P50):0.0} | {Median(contender, r => r.P99):0.0} "
            + $"| {Median(contender, r => r.Bytes):0} | {Median(contender, r => r.Allocated):0} | {100.0 * contender.Rounds.Sum(r => r.Delivered) / contender.Rounds.Sum(r => r.Expected):0.0} % |");
    }

    Console.WriteLine();
}

async Task RunIdle()
{
    var connections = Number("--idle", 4_000);
    var rest = TimeSpan.FromSeconds(Number("--rest", 5));
    Console.WriteLine($"## Memory of an idle connection");
    Console.WriteLine();
    Console.WriteLine($"Growth of the resident set over {connections:N0} connections, authenticated and subscribed; no collection is asked for anywhere");
    Console.WriteLine();
    Console.WriteLine("| server | bytes a connection | of Socket.IO's |");
    Console.WriteLine("|---|---:|---:|");
    var socketIo = only is null || only.Contains("socketio") ? await Idle.Measure(Peer.SocketIo, ServerProcess.StartSocketIo, connections, rest) : double.NaN;
    void Row(string name, double bytes) => Console.WriteLine($"| {name} | {bytes:N0} | {bytes / socketIo:0.00} |");
    if (only is null || only.Contains("gateway"))
        Row("gateway", await Idle.Measure(Peer.Gateway, Gateway, connections, rest));

    if (only is null || only.Contains("gatewayio"))
        Row("gateway by Socket.IO", await Idle.Measure(Peer.GatewaySocketIo, Gateway, connections, rest));

    Row("Socket.IO", socketIo);
    if (only is null || only.Contains("kestrel"))
        Row("bare Kestrel", await Idle.Measure(Peer.Kestrel, () => ServerProcess.StartRole(Roles.Kestrel), connections, rest));

    Console.WriteLine();
}

ServerProcess Gateway() => ServerProcess.StartRole([Roles.Gateway, .. args.Where(a => a.Contains('=', StringComparison.Ordinal))]);

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;

int Number(string name, int otherwise) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
