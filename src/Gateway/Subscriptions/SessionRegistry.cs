using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Subscriptions;

/// <summary>
/// Every open session of this gateway: limits of connections, one timer for all their deadlines, the sums behind the
/// metrics, and the goodbye at shutdown.
/// </summary>
public sealed class SessionRegistry : IDisposable
{
    /// <summary>How long a peer may take to answer a goodbye before the connection is cut.</summary>
    internal static readonly TimeSpan CloseGrace = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<SubscriberSession, byte> _sessions = [];
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byOrganization = new(StringComparer.Ordinal);
    private readonly Dictionary<IPAddress, int> _byAddress = [];
    private readonly ConnectionOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Meter _meter;
    private readonly Counter<long> _closed;
    private SessionLedger _ended;
    private int _leaving;

    /// <param name="streamed">Hears of what sessions were sent; null where nobody wants to know.</param>
    internal SessionRegistry(IOptions<ConnectionOptions> options, TimeProvider time, IMeterFactory meters, StreamedReports? streamed)
    {
        Streamed = streamed;
        _options = options.Value;
        _time = time;
        _timer = time.CreateTimer(static r => ((SessionRegistry)r!).Sweep(), this, Period, Period);
        _meter = meters.Create("Fleet.Gateway");
        _closed = _meter.CreateCounter<long>("fleet.gateway.sessions.closed", description: "Sessions closed by the gateway, by close code");
        _meter.CreateObservableUpDownCounter("fleet.gateway.sessions", () => _sessions.Count, description: "Open sessions");
        Observe("offered", "Events that a subscription wanted", l => l.Offered);
        Observe("sent", "Events handed to the transport", l => l.Sent);
        Observe("conflated", "Locations that a newer one replaced", l => l.Conflated);
        Observe("denied", "Events that a session may not see", l => l.Denied);
        Observe("lost", "Events that still waited when their session ended", l => l.Lost);
    }

    internal StreamedReports? Streamed { get; }

    /// <summary>Writes for sessions whose messages wait for company.</summary>
    internal SessionPump Pump { get; } = new();

    /// <summary>Sums of all sessions, ended ones included.</summary>
    public SessionLedger Total
    {
        get
        {
            lock (_lock)
            {
                return _sessions.Keys.Aggregate(_ended, (sum, s) => sum + s.Ledger);
            }
        }
    }

    public IEnumerable<SubscriberSession> Sessions => _sessions.Keys;

    /// <summary>False where the address has as many connections as it may. Loopback always may.</summary>
    public bool TryOpen(IPAddress? address)
    {
        if (address is null || IPAddress.IsLoopback(address))
        {
            return true;
        }

        lock (_lock)
        {
            return TryCount(_byAddress, address, _options.MaxConnectionsPerAddress);
        }
    }

    public void Closed(IPAddress? address)
    {
        if (address is not null && !IPAddress.IsLoopback(address))
        {
            lock (_lock)
            {
                Uncount(_byAddress, address);
            }
        }
    }

    /// <summary>False where the organization has as many sessions as it may.</summary>
    public bool TryJoin(string organizationId)
    {
        lock (_lock)
        {
            return TryCount(_byOrganization, organizationId, _options.MaxConnectionsPerOrganization);
        }
    }

    public void Left(string organizationId)
    {
        lock (_lock)
        {
            Uncount(_byOrganization, organizationId);
        }
    }

    public void Add(SubscriberSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        _sessions.TryAdd(session, 0);
        if (Interlocked.CompareExchange(ref _leaving, 0, 0) != 0)
            session.ShutDown(RetryAfter()); // SayGoodbye may have looked before it was there
    }

    /// <summary>Tells every session that the gateway stops, and each that is still to come. Once is enough.</summary>
    public void SayGoodbye()
    {
        if (Interlocked.Exchange(ref _leaving, 1) != 0)
            return;
        foreach (var session in _sessions.Keys)
            session.ShutDown(RetryAfter());
    }

    public void Remove(SubscriberSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        lock (_lock)
        {
            if (_sessions.TryRemove(session, out _))
            {
                _ended += session.Ledger;
            }
        }
    }

    /// <summary>Holds a session as long as it runs.</summary>
    /// <param name="address">What <see cref="TryOpen"/> counted; null where it counted nothing.</param>
    public async Task Run(SubscriberSession session, IPAddress? address, Func<Task> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Add(session);
        try
        {
            await run();
        }
        finally
        {
            Remove(session);
            Closed(address);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        Pump.Dispose();
        _meter.Dispose();
    }

    internal void CountClose(int code) => _closed.Add(1, new KeyValuePair<string, object?>("code", code));

    private static bool TryCount<T>(Dictionary<T, int> counts, T key, int max)
        where T : notnull
    {
        var count = counts.GetValueOrDefault(key);
        if (count >= max)
        {
            return false;
        }

        counts[key] = count + 1;
        return true;
    }

    private static void Uncount<T>(Dictionary<T, int> counts, T key)
        where T : notnull
    {
        if (counts.TryGetValue(key, out var count) && count > 1)
        {
            counts[key] = count - 1;
        }
        else
        {
            counts.Remove(key);
        }
    }

    /// <summary>Not all come back at once.</summary>
    private static TimeSpan RetryAfter() => TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(500, 5_000));

    private void Observe(string name, string description, Func<SessionLedger, long> pick) =>
        _meter.CreateObservableCounter("fleet.gateway.events." + name, () => pick(Total), description: description);

    private void Sweep()
    {
        var now = _time.GetUtcNow();
        foreach (var session in _sessions.Keys)
        {
            session.Sweep(now);
        }
    }
}
