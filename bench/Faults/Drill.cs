using System.Diagnostics;
using System.Globalization;
using Fleet.Devices.Gateway;
using Fleet.Devices.Streaming;
using Fleet.Hosting.Clustering;
using Fleet.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Faults;

/// <summary>An undisturbed run first, then each fault over the same input, compared with it.</summary>
public sealed class Drill(Plan plan, Verdict verdict, bool keep, CancellationToken stop)
{
    private const int Watchers = 4;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Five = TimeSpan.FromSeconds(5);

    private readonly string _folder = Path.Combine("/tmp", string.Create(CultureInfo.InvariantCulture, $"fleet-faults-{Environment.ProcessId}"));
    private readonly Breakage _breakage = new(plan, verdict);
    private readonly Orders _orders = new(plan);

    /// <returns>Whether everything held.</returns>
    public async Task<bool> Run()
    {
        verdict.Say($"{plan.Devices} devices, {plan.Points} positions each, {Environment.ProcessorCount} cores, load {(await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0]}");
        try
        {
            var wanted = await Scene("undisturbed", false, (_, _, _) => Task.CompletedTask, null);
            if (plan.What is "kill" or "all")
                await Scene("kill -9 of the process", false, _breakage.KillProcess, wanted);
            if (plan.What is "postgres" or "all")
                await Scene("kill -9 of PostgreSQL", false, _breakage.KillDatabase, wanted);
            if (plan.What is "both")
                await Scene("kill -9 of the process and of PostgreSQL", false, _breakage.KillBoth, wanted);
            if (plan.What is "stop" or "all")
                await Scene("PostgreSQL stopped", true, _breakage.StopDatabase, wanted);
        }
        finally
        {
            if (!keep && System.IO.Directory.Exists(_folder))
                System.IO.Directory.Delete(_folder, recursive: true);
        }

        verdict.Say(verdict.Good ? "all held" : "NOT all held");
        return verdict.Good;
    }

    private delegate Task Fault(Host host, Ledger ledger, CancellationToken until);

    private async Task<Tables> Scene(string name, bool ownDatabase, Fault fault, Tables? wanted)
    {
        verdict.Say($"== {name}");
        var state = Path.Combine(_folder, name.Replace(' ', '-'));
        System.IO.Directory.CreateDirectory(state);
        using var timeUp = new CancellationTokenSource(Limit, TimeProvider.System);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timeUp.Token, stop);
        await using var own = ownDatabase
            ? await PrivateCluster.StartAsync(new() { DataFolder = Path.Combine(state, "own") }, TimeProvider.System, NullLogger.Instance, limit.Token)
            : null;
        await using var host = new Host(state, FreePorts.One(), own);
        host.Launch();
        await host.Ready();
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = plan.Devices + 10 }) { BaseAddress = host.Url, Timeout = TimeSpan.FromSeconds(10) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", host.Run.AdminKey);
        await _orders.Register(http, limit.Token);

        var ledger = new Ledger();
        var watchers = Enumerable.Range(0, Watchers).Select(_ => new EventStream(
            new GatewayAddress(host.Url, host.Run.ApiKey!), ["locations", "safety_events", "trip_updates"], TimeProvider.System, _ => ValueTask.CompletedTask)).ToArray();
        foreach (var watcher in watchers)
            await watcher.Start(limit.Token);
        var began = Stopwatch.GetTimestamp();
        var devices = Task.WhenAll(Enumerable.Range(0, plan.Devices).Select(i => new Device(http, ledger, Input.Drive(i, plan.Points), Device.Quickly).Run(limit.Token)));
        await using var replayer = wanted is null ? new Replayer(new GatewayAddress(host.Url, host.Run.ApiKey!)) : null;
        if (replayer is not null)
        {
            await ledger.Reach(plan.Total / 2, limit.Token);
            await replayer.Start(limit.Token);
        }

        using var sending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        var faults = fault(host, ledger, sending.Token);
        await await Task.WhenAny(faults, devices);
        await devices;
        await Task.WhenAny(faults, Task.Delay(Five, TimeProvider.System, limit.Token));
        await sending.CancelAsync();
        try
        {
            await faults;
        }
        catch (OperationCanceledException) when (!limit.IsCancellationRequested)
        {
            verdict.Check("every fault came while the devices were sending", false, "they were done before; give them more --points");
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        verdict.Say(string.Create(CultureInfo.InvariantCulture, $"  {seconds:0.0} s, {ledger.Acknowledged} acknowledged of {plan.Total}; answers {Verdict.Counts(ledger.Answers)}; items {Verdict.Counts(ledger.Items)}; memory {host.Memory()} MiB"));
        if (fault == _breakage.KillDatabase || fault == _breakage.StopDatabase) // their process lives on
            verdict.Check("sockets kept", watchers.All(w => w.Connections == 1), Verdict.Counts(watchers.Select((w, i) => KeyValuePair.Create("socket " + i, w.Connections))));
        foreach (var watcher in watchers)
            await watcher.DisposeAsync();

        await _orders.Finish(http, limit.Token);
        var database = own?.ConnectionString ?? PrivateCluster.ConnectionStringOf(Path.Combine(state, "postgres"));
        var tables = await Tables.Read(database, http, plan.Devices);
        Judge(tables, wanted, ledger);
        if (replayer is not null)
            await JudgeReplay(replayer, tables, limit.Token);
        return tables;
    }

    private async Task JudgeReplay(Replayer replayer, Tables tables, CancellationToken until)
    {
        var complete = await replayer.CatchUp(until);
        var missed = replayer.Missed(tables.ToldIds);
        var (replayed, live) = replayer.Told;
        verdict.Check("replay into live: missed, doubled", complete && missed.Count == 0 && replayer.Doubled == 0 && replayed > 0, $"{missed.Count}, {replayer.Doubled}; {replayed} told as history, {live} as they happened {string.Join(' ', missed.Take(5))}");
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
}
