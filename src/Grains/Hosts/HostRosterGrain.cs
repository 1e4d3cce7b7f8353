using System.Collections.Immutable;

namespace Fleet.Hosts;

/// <summary>Bound: the processes of the system; one that is silent for a minute is forgotten.</summary>
public sealed class HostRosterGrain(TimeProvider time) : Grain, IHostRosterGrain
{
    private static readonly TimeSpan Lapse = TimeSpan.FromMinutes(1);

    private readonly SortedDictionary<string, (HostReport Report, DateTimeOffset At)> _hosts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (GatewayEntry Gateway, DateTimeOffset At)> _gateways = new(StringComparer.Ordinal);

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
        _gateways.Remove(name);
        return Task.CompletedTask;
    }

    public Task Attend(string name, IGatewayObserver gateway)
    {
        _gateways[name] = (new GatewayEntry(name, gateway), time.GetUtcNow());
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<GatewayEntry>> Gateways()
    {
        Forget();
        return Task.FromResult(_gateways.Values.Select(g => g.Gateway).ToImmutableArray());
    }

    public Task<ImmutableArray<HostReport>> List()
    {
        Forget();
        return Task.FromResult(_hosts.Values.Select(h => h.Report).ToImmutableArray());
    }

    private void Forget()
    {
        var before = time.GetUtcNow() - Lapse;
        Forget(_hosts, h => h.At < before);
        Forget(_gateways, g => g.At < before);
    }

    private static void Forget<T>(SortedDictionary<string, T> all, Func<T, bool> isOld)
    {
        foreach (var name in all.Where(e => isOld(e.Value)).Select(e => e.Key).ToList())
        {
            all.Remove(name);
        }
    }
}
