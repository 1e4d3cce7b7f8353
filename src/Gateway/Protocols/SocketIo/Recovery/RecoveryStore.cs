using Fleet.Gateway.Protocols.SocketIo.Fleet;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Protocols.SocketIo.Recovery;

/// <summary>
/// Connections that can be taken up again, by their private id. Bounds: <see cref="SocketIoOptions.RecoverySessions"/>
/// lost ones, the oldest leave first, and none after <see cref="SocketIoOptions.RecoverySeconds"/>.
/// </summary>
internal sealed class RecoveryStore(IOptions<SocketIoOptions> options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, FleetSocket> _live = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LinkedListNode<(string Pid, LostSession Session, DateTimeOffset Until)>> _lost = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Pid, LostSession Session, DateTimeOffset Until)> _byAge = new();

    public bool IsOn => options.Value.RecoverySeconds > 0;

    public int Lost
    {
        get
        {
            lock (_lock)
            {
                return _lost.Count;
            }
        }
    }

    public void Live(string pid, FleetSocket socket)
    {
        lock (_lock)
        {
            _live[pid] = socket;
        }
    }

    /// <summary>It left for good.</summary>
    public void Forget(string pid)
    {
        lock (_lock)
        {
            _live.Remove(pid);
        }
    }

    public void Keep(string pid, LostSession session)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            _live.Remove(pid);
            Sweep(now);
            while (_lost.Count >= options.Value.RecoverySessions)
            {
                Remove(_byAge.First!);
            }

            _lost[pid] = _byAge.AddLast((pid, session, now.AddSeconds(options.Value.RecoverySeconds)));
        }
    }

    /// <summary>
    /// The lost connection, which is then the caller's. One that this gateway still takes for alive is ended first: its client
    /// knows better. Null for an unknown id or another's.
    /// </summary>
    /// <remarks>An older connection's wish that is read late must not take it from a newer one: its client is long elsewhere.</remarks>
    /// <param name="by">Who takes it. Until it has come to an end, whoever else asks for the connection waits for it.</param>
    public async Task<LostSession?> Take(string pid, string identity, FleetSocket by)
    {
        while (LiveOf(pid) is { } live && live.Identity == identity && live.Session.Number < by.Session.Number)
        {
            await live.Lose();
            lock (_lock)
            {
                if (_live.GetValueOrDefault(pid) == live)
                {
                    _live.Remove(pid); // it ended without leaving anything
                }
            }
        }

        lock (_lock)
        {
            Sweep(time.GetUtcNow());
            if (_live.ContainsKey(pid) || !_lost.TryGetValue(pid, out var node)
                || node.Value.Session.Identity != identity || node.Value.Session.Number > by.Session.Number)
            {
                return null;
            }

            Remove(node);
            _live[pid] = by;
            return node.Value.Session;
        }
    }

    private FleetSocket? LiveOf(string pid)
    {
        lock (_lock)
        {
            return _live.GetValueOrDefault(pid);
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        while (_byAge.First is { } oldest && oldest.Value.Until <= now)
        {
            Remove(oldest);
        }
    }

    private void Remove(LinkedListNode<(string Pid, LostSession Session, DateTimeOffset Until)> node)
    {
        _byAge.Remove(node);
        _lost.Remove(node.Value.Pid);
    }
}
