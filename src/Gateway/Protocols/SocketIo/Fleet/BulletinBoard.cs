using Fleet.Gateway.Subscriptions;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Protocols.SocketIo.Fleet;

/// <summary>The <see cref="Bulletins"/> of each organization that has, or may get back, a Socket.IO session here.</summary>
internal sealed class BulletinBoard : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Bulletins> _organizations = new(StringComparer.Ordinal);
    private readonly SocketIoOptions _options;
    private readonly SubscriptionJoin _join;
    private readonly FeedHub _hub;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    public BulletinBoard(IOptions<SocketIoOptions> options, SubscriptionJoin join, FeedHub hub, TimeProvider time)
    {
        _options = options.Value;
        _join = join;
        _hub = hub;
        _time = time;
        _timer = time.CreateTimer(static b => ((BulletinBoard)b!).Sweep(), this, Period, Period);
    }

    /// <summary>Null where the shards cannot be asked at the moment.</summary>
    public async Task<Bulletins?> Of(string organizationId)
    {
        Bulletins? bulletins;
        lock (_lock)
        {
            if (!_organizations.TryGetValue(organizationId, out bulletins))
            {
                _organizations.Add(organizationId, bulletins = new Bulletins(organizationId, _options.RecoveryBulletins, _join));
                bulletins.Start();
            }

            bulletins.EmptySince = null;
        }

        if (await bulletins.Standing)
        {
            return bulletins;
        }

        Drop(bulletins);
        return null;
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Those that nobody listens to, and nobody can come back to, go.</summary>
    private void Sweep()
    {
        var now = _time.GetUtcNow();
        List<Bulletins> unused = [];
        lock (_lock)
        {
            foreach (var bulletins in _organizations.Values)
            {
                bulletins.EmptySince = bulletins.Readers > 0 ? null : bulletins.EmptySince ?? now;
                if (bulletins.EmptySince is { } since && now - since > TimeSpan.FromSeconds(_options.RecoverySeconds) + Period)
                {
                    unused.Add(bulletins);
                }
            }
        }

        unused.ForEach(Drop);
    }

    private void Drop(Bulletins bulletins)
    {
        lock (_lock)
        {
            if (!_organizations.TryGetValue(bulletins.OrganizationId, out var current) || current != bulletins)
            {
                return;
            }

            _organizations.Remove(bulletins.OrganizationId);
        }

        foreach (var subscription in bulletins.Subscriptions)
        {
            _hub.Leave(subscription);
        }
    }
}
