using System.Collections.Immutable;
using Fleet.Organizations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// Ends sessions whose API key was revoked, or whose end came nearer after they had begun. Asks each organization that has
/// such sessions here, a few times a second, whether anything changed; an answer is a number as long as nothing did.
/// docs/decisions/0028-keys-that-end.md.
/// </summary>
internal sealed partial class KeyWatch(
    SessionRegistry registry, IGrainFactory grains, IOptions<ConnectionOptions> options, TimeProvider time, ILogger<KeyWatch> logger) : IHostedService, IDisposable
{
    private const int Concurrency = 32;

    /// <summary>Bound: organizations with sessions by key. The round's alone.</summary>
    private readonly Dictionary<string, (long Version, ImmutableDictionary<string, KeyEnd> Ends)> _known = new(StringComparer.Ordinal);

    private ITimer? _timer;
    private int _running;

    /// <summary>The newest round; tests wait for it.</summary>
    internal Task Round { get; private set; } = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var period = TimeSpan.FromMilliseconds(options.Value.KeyWatchMilliseconds);
        _timer = time.CreateTimer(static watch => ((KeyWatch)watch!).Start(), this, period, period);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    private void Start()
    {
        if (Interlocked.Exchange(ref _running, 1) == 0)
            Round = Run();
    }

    private async Task Run()
    {
        try
        {
            var sessions = registry.Sessions.Where(s => s.KeyId is not null && !s.IsClosing).ToLookup(s => s.OrganizationId, StringComparer.Ordinal);
            foreach (var gone in _known.Keys.Where(o => !sessions.Contains(o)).ToList())
                _known.Remove(gone);

            foreach (var some in sessions.Chunk(Concurrency))
            {
                await Task.WhenAll(some.Select(organization => Ask(organization.Key)));
                foreach (var organization in some)
                    End(organization);
            }
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    private async Task Ask(string organization)
    {
        var version = _known.TryGetValue(organization, out var known) ? known.Version : -1;
        try
        {
            var answer = await grains.GetGrain<IOrganizationGrain>(GrainKey.ForOrganization(organization)).KeyEnds(version);
            if (answer.Ends is { } ends)
            {
                lock (_known)
                    _known[organization] = (answer.Version, ends.ToImmutableDictionary(e => e.KeyId, StringComparer.Ordinal));
            }
        }
        catch (Exception e) // a silo away: what is known goes on to hold
        {
            AskFailed(logger, e, organization, options.Value.KeyWatchMilliseconds);
        }
    }

    private void End(IGrouping<string, SubscriberSession> organization)
    {
        if (!_known.TryGetValue(organization.Key, out var known) || known.Ends.IsEmpty)
            return;

        var now = time.GetUtcNow();
        foreach (var key in organization.GroupBy(s => s.KeyId!, StringComparer.Ordinal))
        {
            if (!known.Ends.TryGetValue(key.Key, out var end) || end.At > now)
                continue;

            Ended(logger, key.Count(), organization.Key, key.Key);
            foreach (var session in key)
                session.EndCredential(end.Revoked);
        }
    }
}
