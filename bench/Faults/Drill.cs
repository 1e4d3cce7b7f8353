using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Fleet.Devices.Gateway;
using Fleet.Devices.Streaming;
using Fleet.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Fleet.Faults;

/// <summary>An undisturbed run first, then each fault over the same input, compared with it.</summary>
internal sealed class Drill(Plan plan, bool keep, CancellationToken stop)
{
    private const int Watchers = 4;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Five = TimeSpan.FromSeconds(5);

    private readonly string _folder = Path.Combine("/tmp", string.Create(CultureInfo.InvariantCulture, $"fleet-faults-{Environment.ProcessId}"));
    private bool _good = true;

    private long Total => (long)plan.Devices * plan.Points;

    public async Task<bool> Run()
    {
        Console.WriteLine($"{plan.Devices} devices, {plan.Points} positions each, {Environment.ProcessorCount} cores, load {(await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0]}");
        try
        {
            var wanted = await Scene("undisturbed", false, (_, _, _, _) => Task.CompletedTask, null);
            if (plan.What is "kill" or "all")
                await Scene("kill -9 of the process", false, KillProcess, wanted);
            if (plan.What is "postgres" or "all")
                await Scene("kill -9 of PostgreSQL", false, KillDatabase, wanted);
            if (plan.What is "stop" or "all")
                await Scene("PostgreSQL stopped", true, StopDatabase, wanted);
        }
        finally
        {
            if (!keep && System.IO.Directory.Exists(_folder))
                System.IO.Directory.Delete(_folder, recursive: true);
        }

        Console.WriteLine(_good ? "all held" : "NOT all held");
        return _good;
    }

    private delegate Task Fault(Host host, Ledger ledger, PrivateCluster? own, CancellationToken until);

    private async Task<Tables> Scene(string name, bool ownDatabase, Fault fault, Tables? wanted)
    {
        Console.WriteLine($"== {name}");
        var state = Path.Combine(_folder, name.Replace(' ', '-'));
        System.IO.Directory.CreateDirectory(state);
        using var timeUp = new CancellationTokenSource(Limit, TimeProvider.System);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timeUp.Token, stop);
        await using var own = ownDatabase
            ? await PrivateCluster.StartAsync(new() { DataFolder = Path.Combine(state, "own") }, TimeProvider.System, NullLogger.Instance, limit.Token)
            : null;
        await using var host = new Host(state, FreePort(), own?.ConnectionString);
        host.Launch();
        await host.Ready();
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = plan.Devices + 10 }) { BaseAddress = host.Url, Timeout = TimeSpan.FromSeconds(10) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", host.Run.AdminKey);
        await Register(http, limit.Token);

        var ledger = new Ledger();
        var watchers = Enumerable.Range(0, Watchers).Select(_ => new EventStream(
            new GatewayAddress(host.Url, host.Run.ApiKey!), ["locations", "safety_events", "trip_updates"], TimeProvider.System, _ => ValueTask.CompletedTask)).ToArray();
        foreach (var watcher in watchers)
            await watcher.Start(limit.Token);
        var began = Stopwatch.GetTimestamp();
        var devices = Task.WhenAll(Enumerable.Range(0, plan.Devices).Select(i => new Device(http, ledger, Input.Drive(i, plan.Points)).Run(limit.Token)));
        using var sending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        var faults = fault(host, ledger, own, sending.Token);
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
            Check("every fault came while the devices were sending", false, "they were done before; give them more --points");
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {seconds:0.0} s, {ledger.Acknowledged} acknowledged of {Total}; answers {Counts(ledger.Answers)}; items {Counts(ledger.Items)}; memory {host.Memory()} MiB"));
        if (name.Contains("PostgreSQL", StringComparison.Ordinal))
            Check("sockets kept", watchers.All(w => w.Connections == 1), Counts(watchers.Select((w, i) => KeyValuePair.Create("socket " + i, w.Connections))));
        foreach (var watcher in watchers)
            await watcher.DisposeAsync();

        await Finish(http, limit.Token);
        var database = own?.ConnectionString ?? PrivateCluster.ConnectionStringOf(Path.Combine(state, "postgres"));
        var tables = await Tables.Read(database, http, plan.Devices);
        Judge(tables, wanted, ledger);
        return tables;
    }

    private void Judge(Tables tables, Tables? wanted, Ledger ledger)
    {
        Console.WriteLine($"  {tables.Positions.Count} positions, {tables.Events.Count} events, {tables.Line.Count} in the lines");
        Check("acknowledged, lost", ledger.Acknowledged == Total && tables.Positions.Count == Total, (Total - tables.Positions.Count).ToString(CultureInfo.InvariantCulture));
        Check("ids doubled in the lines", tables.Line.Count > 0 && tables.Doubled == 0, tables.Doubled.ToString(CultureInfo.InvariantCulture));
        if (wanted is null)
            return;
        Same("positions as undisturbed", wanted.Positions, tables.Positions);
        Same("events as undisturbed", wanted.Events, tables.Events);
        Same("line ids as undisturbed", wanted.Line, tables.Line);
        Same("trips, vehicles, drivers as undisturbed", wanted.Entities, tables.Entities);
    }

    private async Task KillProcess(Host host, Ledger ledger, PrivateCluster? own, CancellationToken until)
    {
        var kills = plan.Faults > 0 ? plan.Faults : 10;
        for (var i = 1; i <= kills; i++)
        {
            await ledger.Reach(Total * i / (kills + 1), until);
            await host.Kill();
            var dead = Stopwatch.GetTimestamp();
            host.Launch();
            await host.Ready();
            var up = Stopwatch.GetElapsedTime(dead);
            var took = await ledger.FirstSentAfter(dead, until);
            Check(string.Create(CultureInfo.InvariantCulture, $"kill {i}: accepting again within 5 s of the kill"), took < Five, string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.0} s (up after {up.TotalSeconds:0.0} s)"));
        }
    }

    private async Task KillDatabase(Host host, Ledger ledger, PrivateCluster? own, CancellationToken until)
    {
        var kills = plan.Faults > 0 ? plan.Faults : 5;
        var folder = Path.Combine(host.State, "postgres");
        for (var i = 1; i <= kills; i++)
        {
            await ledger.Reach(Total * i / (kills + 1), until);
            var pid = int.Parse(File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
            using (var server = Process.GetProcessById(pid))
            {
                server.Kill();
                await server.WaitForExitAsync(until);
            }

            var dead = Stopwatch.GetTimestamp();
            await Answers(PrivateCluster.ConnectionStringOf(folder), until);
            var back = Stopwatch.GetTimestamp();
            await ledger.FirstSentAfter(dead, until);
            var after = Stopwatch.GetElapsedTime(back);
            Check(string.Create(CultureInfo.InvariantCulture, $"kill {i}: ingest within 5 s of its return"), after < Five, string.Create(CultureInfo.InvariantCulture, $"{after.TotalSeconds:0.0} s (away {Stopwatch.GetElapsedTime(dead, back).TotalSeconds:0.0} s)"));
        }
    }

    private async Task StopDatabase(Host host, Ledger ledger, PrivateCluster? own, CancellationToken until)
    {
        await ledger.Reach(Total / 3, until);
        var before = host.Memory();
        await own!.StopServerAsync(until);
        var away = Stopwatch.GetTimestamp();
        var answers = ledger.Answers.ToDictionary();
        var most = before;
        while (Stopwatch.GetElapsedTime(away).TotalSeconds < plan.Seconds)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, until);
            most = Math.Max(most, host.Memory());
        }

        var told = ledger.Answers.Where(a => a.Value > answers.GetValueOrDefault(a.Key)).Select(a => KeyValuePair.Create(a.Key, a.Value - answers.GetValueOrDefault(a.Key))).ToArray();
        await own.StartServerAsync(until);
        var back = Stopwatch.GetTimestamp();
        var took = await ledger.FirstSentAfter(back, until);
        Check("memory bounded (less than 256 MiB more)", most - before < 256, $"{before} MiB before, at most {most} MiB while away");
        Check("clients told 429 or 503 with Retry-After, and nothing else", told.Length > 0 && told.All(t => t.Key is "429" or "503"), Counts(told));
        Check("ingest within 5 s of its return", took < Five, string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.0} s"));
    }

    private static async Task Answers(string connectionString, CancellationToken until)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false;Timeout=2");
        while (true)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(until);
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, until);
            }
        }
    }

    private async Task Register(HttpClient http, CancellationToken until)
    {
        await Post(http, "/v1/geofences", new { geofence_id = "fault-fence", name = "Fence", circle = new { center = new { latitude = Input.FenceLatitude, longitude = Input.FenceLongitude }, radius_m = Input.FenceMeters } }, until);
        for (var i = 0; i < plan.Devices; i++)
        {
            await Post(http, "/v1/drivers", new { driver_id = Input.DriverOf(i), name = "Driver " + i }, until);
            await Post(http, "/v1/vehicles", new { vehicle_id = Input.VehicleOf(i), name = "Vehicle " + i }, until);
            await Post(http, "/v1/trips", new { trip_id = Input.TripOf(i), vehicle_id = Input.VehicleOf(i), driver_id = Input.DriverOf(i), planned_route = new { distance_km = 8, estimated_duration_minutes = 30, waypoints = new[] { new { latitude = Input.FenceLatitude, longitude = Input.FenceLongitude, name = "Fence" } } } }, until);
            await Post(http, $"/v1/trips/{Input.TripOf(i)}/start", new { at = Input.Drive(i, 2)[0].Time.AddSeconds(-1) }, until);
        }
    }

    private async Task Finish(HttpClient http, CancellationToken until)
    {
        for (var i = 0; i < plan.Devices; i++)
            await Post(http, $"/v1/trips/{Input.TripOf(i)}/complete", new { at = Input.Drive(i, plan.Points)[^1].Time.AddSeconds(1) }, until);
    }

    private static async Task Post(HttpClient http, string path, object body, CancellationToken until)
    {
        using var response = await http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, until);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{path} answers {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(until)}");
    }

    private void Same(string what, SortedDictionary<string, string> wanted, SortedDictionary<string, string> got)
    {
        var (missing, added, changed, samples) = Tables.Compare(wanted, got);
        // Nothing is the same as nothing: that proves nothing.
        Check(what, wanted.Count > 0 && missing + added + changed == 0, $"{wanted.Count} wanted; {missing} missing, {added} added, {changed} changed");
        foreach (var sample in samples)
            Console.WriteLine("    " + (sample.Length > 1500 ? sample[..1500] + " …" : sample));
    }

    private void Check(string what, bool holds, string figures)
    {
        _good &= holds;
        Console.WriteLine($"  {(holds ? "ok  " : "FAIL")} {what}: {figures}");
    }

    private static string Counts(IEnumerable<KeyValuePair<string, int>> counts) =>
        string.Join(", ", counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}: {c.Value}"));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
