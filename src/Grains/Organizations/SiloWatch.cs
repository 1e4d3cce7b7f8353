using Microsoft.Extensions.Logging;

namespace Fleet.Organizations;

/// <summary>
/// The silos that want to hear of one grain's changes. Owned by that grain, in memory only: a silo renews its watch, and
/// one that does not for five minutes is forgotten. Bound: the silos of the cluster.
/// </summary>
internal sealed partial class SiloWatch(TimeProvider time, ILogger log)
{
    /// <summary>Nobody waits longer than this for a silo that does not answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan Lapse = TimeSpan.FromMinutes(5);

    private readonly Dictionary<IOrganizationObserver, DateTimeOffset> _renewed = [];

    public void Renew(IOrganizationObserver observer) => _renewed[observer] = time.GetUtcNow();

    /// <summary>Calls all of them and returns once each has answered, or after <see cref="Patience"/>. Never throws.</summary>
    public async Task Tell(Func<IOrganizationObserver, Task> call)
    {
        var now = time.GetUtcNow();
        foreach (var (observer, renewed) in _renewed)
        {
            if (now - renewed >= Lapse)
            {
                _renewed.Remove(observer);
            }
        }

        if (_renewed.Count == 0)
        {
            return;
        }

        using var answered = new CancellationTokenSource();
        var patience = Task.Delay(Patience, time, answered.Token);
        var answers = Task.WhenAll(_renewed.Keys.ToList().Select(observer => Tell(observer, call)));
        if (await Task.WhenAny(answers, patience) == patience)
        {
            SiloSlow(log, Patience.TotalSeconds);
        }

        await answered.CancelAsync();
    }

    private async Task Tell(IOrganizationObserver observer, Func<IOrganizationObserver, Task> call)
    {
        try
        {
            await call(observer);
        }
        catch (Exception e) // a silo that is gone, whatever way it went: it watches again if it lives
        {
            SiloLost(log, e);
            _renewed.Remove(observer);
        }
    }
}
