using Fleet.Bench.Load;

namespace Fleet.Bench.FanOut;

/// <summary>One server of a shape with its clients, and what its rounds gave.</summary>
internal sealed class Contender : IDisposable
{
    private readonly ServerProcess _server;
    private readonly ClientLoop _loop;
    private readonly Publisher _publisher;
    private readonly Schedule _schedule;
    private readonly int _sessions;
    private readonly Peer _peer;

    public Contender(string name, Peer peer, ServerProcess server, string? path, Schedule schedule, int sessions)
    {
        (Name, _peer, _server, _schedule, _sessions) = (name, peer, server, schedule, sessions);
        _loop = new ClientLoop(schedule);
        _loop.Add(Client.OpenMany(sessions, i => Client.Open(peer, server.Url, server.Key, schedule.VehiclesOf(i))));
        _publisher = new Publisher(
            schedule, server.Url, path, server.Key.Length > 0 ? server.Key : null,
            path is null ? _ => [] : path == "/publish" ? schedule.Pairs : schedule.Positions);
    }

    public string Name { get; }

    public List<Round> Rounds { get; } = [];

    public Task WarmUp(TimeSpan time) => _publisher.Run(time);

    public async Task Measure(TimeSpan time)
    {
        await _publisher.Run(TimeSpan.FromSeconds(1));
        await Settle();
        var latencies = new Latencies();
        var allocated = await Allocated();
        var (cpu, messages, bytes) = (_server.Cpu(), _loop.Messages, _loop.Bytes);
        _loop.Latencies = latencies;
        var uploads = await _publisher.Run(time);
        await Settle();
        _loop.Latencies = null;
        var delivered = _loop.Messages - messages;
        var expected = (long)uploads * _schedule.PerUpload * _schedule.Followers(_sessions);
        var used = (_server.Cpu() - cpu).TotalMicroseconds;
        Rounds.Add(new Round(
            delivered, expected, used / delivered, (await Allocated() - allocated) / delivered,
            latencies.Percentile(0.5), latencies.Percentile(0.99), (double)(_loop.Bytes - bytes) / delivered));
    }

    public void Dispose()
    {
        _publisher.Dispose();
        _loop.Hang();
        _server.Dispose();
    }

    /// <summary>Bytes that the server allocated since it started; NaN where it cannot tell.</summary>
    private async Task<double> Allocated() => _peer is Peer.Gateway or Peer.GatewaySocketIo ? (await _server.Stats()).GetProperty("allocated").GetInt64() : double.NaN;

    /// <summary>Until nothing has come for a while.</summary>
    private async Task Settle()
    {
        for (long before = -1; before != _loop.Messages;)
        {
            before = _loop.Messages;
            await Task.Delay(TimeSpan.FromMilliseconds(150), TimeProvider.System);
        }
    }

    /// <param name="Cpu">Microseconds of the server a delivered message.</param>
    /// <param name="Allocated">Bytes of managed memory a delivered message.</param>
    /// <param name="P50">Milliseconds from the upload's due time to the client's read.</param>
    internal readonly record struct Round(long Delivered, long Expected, double Cpu, double Allocated, double P50, double P99, double Bytes);
}
