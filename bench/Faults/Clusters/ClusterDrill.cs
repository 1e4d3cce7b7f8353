using System.Diagnostics;
using System.Globalization;
using Fleet.Devices.Gateway;
using Fleet.Events;
using Fleet.Storage;
using Fleet.Storage.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Fleet.Faults;

/// <summary>Three silos and two gateways: an undisturbed run first, then each fault over the same input, compared with it.</summary>
public sealed class ClusterDrill(Plan plan, Verdict verdict, bool keep, CancellationToken stop)
{
    private const int Subscribers = 100;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    /// <summary>How long devices go on for each fault: until a silo is missed, its vehicles are back, and it is too.</summary>
    private static readonly TimeSpan EachFault = TimeSpan.FromSeconds(20);

    private readonly string _folder = Path.Combine("/tmp", string.Create(CultureInfo.InvariantCulture, $"fleet-faults-{Environment.ProcessId}"));
    private readonly ClusterBreakage _breakage = new(plan, verdict);
    private readonly Orders _orders = new(plan);

    /// <returns>Whether everything held.</returns>
    public async Task<bool> Run()
    {
        verdict.Say($"3 silos, 2 gateways, {Subscribers} subscribers, {plan.Devices} devices, {plan.Points} positions each, {Environment.ProcessorCount} cores");
        try
        {
            var wanted = await Scene("undisturbed cluster", (_, _, _, _) => Task.CompletedTask, null, times: 0, quiet: true);
            if (plan.What is "silo" or "cluster")
                await Scene("kill -9 of silos", _breakage.Kill, wanted, _breakage.Kills, quiet: false);
            if (plan.What is "roll" or "cluster")
                await Scene("rolling SIGTERM of all silos", (cluster, sum, _, until) => _breakage.Roll(cluster, sum, until), wanted, times: 3, quiet: true);
            if (plan.What is "freeze" or "cluster")
                await Scene("a frozen silo", _breakage.Freeze, wanted, times: 3, quiet: false);
        }
        finally
        {
            if (!keep && System.IO.Directory.Exists(_folder))
                System.IO.Directory.Delete(_folder, recursive: true);
        }

        verdict.Say(verdict.Good ? "all held" : "NOT all held");
        return verdict.Good;
    }

    internal delegate Task Fault(ClusterHost cluster, Ledger sum, IReadOnlyList<Ledger> devices, CancellationToken until);

    /// <param name="times">How many faults; the devices send so slowly that all of them come meanwhile.</param>
    /// <param name="quiet">Whether every answer has to be a success.</param>
    private async Task<Tables> Scene(string name, Fault fault, Tables? wanted, int times, bool quiet)
    {
        verdict.Say($"== {name}");
        var state = Path.Combine(_folder, name.Replace(' ', '-'));
        System.IO.Directory.CreateDirectory(state);
        using var timeUp = new CancellationTokenSource(Limit, TimeProvider.System);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timeUp.Token, stop);
        await using var database = await PrivateCluster.StartAsync(
            new() { DataFolder = Path.Combine(state, "postgres"), MaxConnections = 300 }, TimeProvider.System, NullLogger.Instance, limit.Token);
        await using var cluster = new ClusterHost(state, database);
        await cluster.Start(limit.Token);
        var doors = cluster.Gateways.Select(g => Door(g.Url, cluster.Key)).ToArray();
        await _orders.Register(doors[0], limit.Token);

        var subscribers = new List<Subscriber>();
        for (var i = 0; i < Subscribers; i++)
        {
            subscribers.Add(new Subscriber(new GatewayAddress(cluster.Gateways[i % doors.Length].Url, cluster.Key)));
            await subscribers[i].Start(limit.Token);
        }

        var heads = await Heads(cluster.ConnectionString);
        var sum = new Ledger();
        var each = Enumerable.Range(0, plan.Devices).Select(_ => new Ledger(sum)).ToArray();
        var pace = TimeSpan.FromTicks(Math.Max(Device.Quickly.Ticks, EachFault.Ticks * times * Device.Piece / plan.Points));
        var began = Stopwatch.GetTimestamp();
        var devices = Task.WhenAll(Enumerable.Range(0, plan.Devices).Select(i => new Device(doors[i % doors.Length], each[i], Input.Drive(i, plan.Points), pace).Run(limit.Token)));
        using var sending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        var faults = fault(cluster, sum, each, sending.Token);
        await await Task.WhenAny(faults, devices);
        await devices;
        await Task.WhenAny(faults, Task.Delay(TimeSpan.FromSeconds(60), TimeProvider.System, limit.Token)); // a silo still on its way back
        await sending.CancelAsync();
        try
        {
            await faults;
        }
        catch (OperationCanceledException) when (!limit.IsCancellationRequested)
        {
            verdict.Check("every fault came while the devices were sending", false, "they were done before; give them more --points");
        }

        verdict.Say(string.Create(CultureInfo.InvariantCulture, $"  {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s, {sum.Acknowledged} acknowledged of {plan.Total}; answers {Verdict.Counts(sum.Answers)}; items {Verdict.Counts(sum.Items)}"));
        if (quiet)
            verdict.Check("no failed acknowledgement", sum.Answers.Keys.All(k => k == "200"), Verdict.Counts(sum.Answers.Where(a => a.Key != "200")));
        await _orders.Finish(doors[0], limit.Token);
        await using (var source = NpgsqlDataSource.Create(cluster.ConnectionString))
            await Tables.Quiet(source);
        await JudgeSubscribers(subscribers, heads, cluster.ConnectionString, doors, limit.Token);
        var tables = await Tables.Read(cluster.ConnectionString, doors[0], plan.Devices);
        Judge(tables, wanted, sum);
        foreach (var door in doors)
            door.Dispose();
        return tables;
    }

    private async Task JudgeSubscribers(
        List<Subscriber> subscribers, Dictionary<int, ShardPosition> heads, string connectionString, HttpClient[] doors, CancellationToken until)
    {
        var doubled = subscribers.Sum(s => s.OutOfLine);
        var reordered = subscribers.Sum(s => s.Reordered);
        var caughtUp = await Task.WhenAll(subscribers.Select(s => s.CatchUp(until)));
        var wanted = await Wanted(heads, connectionString);
        verdict.Check("subscribers: brought up to the end", caughtUp.All(c => c), $"{caughtUp.Count(c => !c)} of {caughtUp.Length} were not, {subscribers.Count(s => s.HasGap)} were told of a gap");

        // Whoever lags is sent only the newest location of a vehicle (ConflateAt), and the gateways count those left out.
        var missed = subscribers.Sum(s => wanted.Count - s.Seen.Count);
        var replaced = (await Task.WhenAll(doors.Select(d => Conflated(d, until)))).Sum();
        verdict.Check("subscribers: events missed", missed == replaced && subscribers.All(s => s.Seen == wanted || s.Seen.Count < wanted.Count), $"{wanted.Count} wanted of each of {subscribers.Count}; {missed} missed by all, {replaced} locations replaced by newer ones for {subscribers.Count(s => s.Seen != wanted)} that lagged");
        verdict.Check("subscribers: doubled or out of line", doubled == 0, doubled.ToString(CultureInfo.InvariantCulture));
        verdict.Check("subscribers: locations of a vehicle reordered", reordered == 0, reordered.ToString(CultureInfo.InvariantCulture));
        foreach (var subscriber in subscribers)
            await subscriber.DisposeAsync();
    }

    private void Judge(Tables tables, Tables? wanted, Ledger ledger)
    {
        verdict.Say($"  {tables.Positions.Count} positions, {tables.Events.Count} events, {tables.Line.Count} in the lines");
        verdict.Check("acknowledged, lost", ledger.Acknowledged == plan.Total && tables.Positions.Count == plan.Total, (plan.Total - tables.Positions.Count).ToString(CultureInfo.InvariantCulture));
        verdict.Check("ids doubled in the lines", tables.Line.Count > 0 && tables.Doubled == 0, tables.Doubled.ToString(CultureInfo.InvariantCulture));
        if (wanted is null)
            return;
        verdict.Same("positions as undisturbed", wanted.Positions, tables.Positions);
        verdict.Same("events as undisturbed", wanted.Events, tables.Events);
        verdict.Same("lines, event by event, as undisturbed", wanted.Line, tables.Line);
        verdict.Same("trips, vehicles, drivers as undisturbed", wanted.Entities, tables.Entities);
    }

    private static async Task<long> Conflated(HttpClient gateway, CancellationToken until)
    {
        const string Metric = "fleet_gateway_events_conflated_total ";
        var text = await gateway.GetStringAsync(new Uri("/metrics", UriKind.Relative), until);
        return text.Split('\n').Where(l => l.StartsWith(Metric, StringComparison.Ordinal)).Sum(l => long.Parse(l.AsSpan(Metric.Length), CultureInfo.InvariantCulture));
    }

    private static async Task<Dictionary<int, ShardPosition>> Heads(string connectionString)
    {
        await using var provider = Logs(connectionString);
        var log = provider.GetRequiredService<IEventLog>();
        var heads = new Dictionary<int, ShardPosition>();
        for (var shard = 0; shard < new ShardOptions().Shards; shard++)
        {
            if (await log.Head("demo", shard, CancellationToken.None) is { } head)
                heads[shard] = head;
        }

        return heads;
    }

    /// <summary>What a subscriber that came at those heads should have seen.</summary>
    private static async Task<Fingerprint> Wanted(Dictionary<int, ShardPosition> heads, string connectionString)
    {
        await using var provider = Logs(connectionString);
        var log = provider.GetRequiredService<IEventLog>();
        var wanted = new Fingerprint();
        for (var shard = 0; shard < new ShardOptions().Shards; shard++)
        {
            await foreach (var logged in log.Replay("demo", shard, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue.AddDays(-1), CancellationToken.None))
            {
                var behind = !heads.TryGetValue(shard, out var head) || head.Epoch != logged.Position.Epoch || logged.Position.N > head.N;
                if (behind && logged.Event is (LocationUpdated or SafetyDetected or TripChanged))
                    wanted = wanted.With(shard, logged.Position.N);
            }
        }

        return wanted;
    }

    private static ServiceProvider Logs(string connectionString)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddFleetPostgres(connectionString);
        return services.BuildServiceProvider();
    }

    private HttpClient Door(Uri url, string key)
    {
        var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = plan.Devices + 10 }) { BaseAddress = url, Timeout = TimeSpan.FromSeconds(15) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return http;
    }
}
