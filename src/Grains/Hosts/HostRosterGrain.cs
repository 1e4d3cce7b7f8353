using System.Collections.Immutable;

namespace Fleet.Hosts;

/// <summary>Bound: the processes of the system; one that is silent for a minute is forgotten.</summary>
public sealed class HostRosterGrain(TimeProvider time) : Grain, IHostRosterGrain
{
    private static readonly TimeSpan Lapse = TimeSpan.FromMinutes(1);

    private readonly SortedDictionary<string, (HostReport Report, DateTimeOffset At)> _hosts = new(StringComparer.Ordinal);

    public Task Report(HostReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        Forget();
        _hosts[report.Name] = (report, time.GetUtcNow());
        return Task.CompletedTask;
    }

    public Task Leave(string name)
    {
        _hosts.Remove(name);
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<HostReport>> List()
    {
        Forget();
        return Task.FromResult(_hosts.Values.Select(h => h.Report).ToImmutableArray());
    }

    private void Forget()
    {
        var before = time.GetUtcNow() - Lapse;
        foreach (var name in _hosts.Where(h => h.Value.At < before).Select(h => h.Key).ToList())
        {
            _hosts.Remove(name);
        }
    }
}
