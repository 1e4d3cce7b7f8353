using System.Diagnostics;
using System.Globalization;
using Fleet.Storage.Postgres;
using Npgsql;

namespace Fleet.Faults;

/// <summary>What breaks, when, and how soon it must be whole again.</summary>
internal sealed class Breakage(Plan plan, Verdict verdict)
{
    private static readonly TimeSpan Five = TimeSpan.FromSeconds(5);

    public async Task KillProcess(Host host, Ledger ledger, CancellationToken until)
    {
        var kills = plan.Faults > 0 ? plan.Faults : 10;
        for (var i = 1; i <= kills; i++)
        {
            await ledger.Reach(plan.Total * i / (kills + 1), until);
            await KillProcessOnce(i, host, ledger, until);
        }
    }

    public async Task KillDatabase(Host host, Ledger ledger, CancellationToken until)
    {
        var kills = plan.Faults > 0 ? plan.Faults : 5;
        for (var i = 1; i <= kills; i++)
        {
            await ledger.Reach(plan.Total * i / (kills + 1), until);
            await KillDatabaseOnce(i, host, ledger, until);
        }
    }

    /// <summary>The process, then its database, in one run: the drill's short form.</summary>
    public async Task KillBoth(Host host, Ledger ledger, CancellationToken until)
    {
        await ledger.Reach(plan.Total / 3, until);
        await KillProcessOnce(1, host, ledger, until);
        await ledger.Reach(plan.Total * 2 / 3, until);
        await KillDatabaseOnce(2, host, ledger, until);
    }

    public async Task StopDatabase(Host host, Ledger ledger, CancellationToken until)
    {
        await ledger.Reach(plan.Total / 3, until);
        var before = host.Memory();
        await host.Own!.StopServerAsync(until);
        var away = Stopwatch.GetTimestamp();
        var answers = ledger.Answers.ToDictionary();
        var most = before;
        while (Stopwatch.GetElapsedTime(away).TotalSeconds < plan.Seconds || Told().Length == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, until);
            most = Math.Max(most, host.Memory());
        }

        var told = Told();
        await host.Own!.StartServerAsync(until);
        var back = Stopwatch.GetTimestamp();
        var took = await ledger.FirstSentAfter(back, until);
        verdict.Check("memory bounded (less than 256 MiB more)", most - before < 256, $"{before} MiB before, at most {most} MiB while away", plan.Timed);
        verdict.Check("clients told 429 or 503 with Retry-After, and nothing else", told.Length > 0 && told.All(t => t.Key is "429" or "503"), Verdict.Counts(told));
        verdict.Check("ingest within 5 s of its return", took < Five, string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.0} s"), plan.Timed);

        KeyValuePair<string, int>[] Told() =>
        [
            .. ledger.Answers.Where(a => a.Value > answers.GetValueOrDefault(a.Key))
                .Select(a => KeyValuePair.Create(a.Key, a.Value - answers.GetValueOrDefault(a.Key))),
        ];
    }

    private async Task KillProcessOnce(int i, Host host, Ledger ledger, CancellationToken until)
    {
        await host.Kill();
        var dead = Stopwatch.GetTimestamp();
        host.Launch();
        await host.Ready();
        var up = Stopwatch.GetElapsedTime(dead);
        var took = await ledger.FirstSentAfter(dead, until);
        verdict.Check(string.Create(CultureInfo.InvariantCulture, $"kill {i}: accepting again within 5 s of the kill"), took < Five, string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.0} s (up after {up.TotalSeconds:0.0} s)"), plan.Timed);
    }

    private async Task KillDatabaseOnce(int i, Host host, Ledger ledger, CancellationToken until)
    {
        var folder = Path.Combine(host.State, "postgres");
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
        verdict.Check(string.Create(CultureInfo.InvariantCulture, $"kill {i}: ingest within 5 s of its return"), after < Five, string.Create(CultureInfo.InvariantCulture, $"{after.TotalSeconds:0.0} s (away {Stopwatch.GetElapsedTime(dead, back).TotalSeconds:0.0} s)"), plan.Timed);
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
}
