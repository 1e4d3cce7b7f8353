using System.Diagnostics;
using System.Globalization;

namespace Fleet.Faults;

/// <summary>What breaks in a cluster, and how soon every vehicle must be live again.</summary>
internal sealed class ClusterBreakage(Plan plan, Verdict verdict)
{
    private static readonly TimeSpan Fifteen = TimeSpan.FromSeconds(15);

    public int Kills => plan.Faults > 0 ? plan.Faults : 10;

    /// <summary>A silo at a time, in turn; it is started again before the next.</summary>
    public async Task Kill(ClusterHost cluster, Ledger sum, IReadOnlyList<Ledger> devices, CancellationToken until)
    {
        for (var i = 1; i <= Kills; i++)
        {
            await sum.Reach(plan.Total * i / (Kills + 1), until);
            var silo = cluster.Silos[i % cluster.Silos.Count];
            await silo.Kill();
            await Live($"kill {i} ({silo.Name})", Stopwatch.GetTimestamp(), devices, until);
            await cluster.Restart(silo, until);
        }
    }

    /// <summary>Each silo leaves in order and comes back.</summary>
    public async Task Roll(ClusterHost cluster, Ledger sum, CancellationToken until)
    {
        for (var i = 0; i < cluster.Silos.Count; i++)
        {
            await sum.Reach(plan.Total * (i + 1) / (cluster.Silos.Count + 1), until);
            var told = Stopwatch.GetTimestamp();
            await cluster.Silos[i].Leave();
            var left = Stopwatch.GetElapsedTime(told);
            await cluster.Restart(cluster.Silos[i], until);
            verdict.Say(string.Create(CultureInfo.InvariantCulture, $"  {cluster.Silos[i].Name} left in {left.TotalSeconds:0.0} s, was back after {Stopwatch.GetElapsedTime(told).TotalSeconds:0.0} s"));
        }
    }

    /// <summary>A silo that does nothing for a while and then believes that nothing happened.</summary>
    public async Task Freeze(ClusterHost cluster, Ledger sum, IReadOnlyList<Ledger> devices, CancellationToken until)
    {
        await sum.Reach(plan.Total / 3, until);
        var silo = cluster.Silos[1];
        await silo.Freeze();
        try
        {
            var frozen = Stopwatch.GetTimestamp();
            await Live("frozen", frozen, devices, until);
            var rest = TimeSpan.FromSeconds(plan.Seconds) - Stopwatch.GetElapsedTime(frozen);
            if (rest > TimeSpan.Zero)
                await Task.Delay(rest, TimeProvider.System, until);
        }
        finally
        {
            await silo.Release();
        }

        // It finds itself declared dead, and ends.
        await silo.Ended(until).WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, until);
        await cluster.Restart(silo, until);
    }

    private async Task Live(string what, long since, IReadOnlyList<Ledger> devices, CancellationToken until)
    {
        var took = await Task.WhenAll(devices.Select(d => d.FirstSentAfter(since, until)));
        verdict.Check($"{what}: every vehicle live again within 15 s", took.Max() < Fifteen, string.Create(CultureInfo.InvariantCulture, $"{took.Max().TotalSeconds:0.0} s"), plan.Timed);
    }
}
