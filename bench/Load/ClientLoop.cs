using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Fleet.Bench.Load;

/// <summary>
/// Reads all clients on one thread: epoll, recv, count, look at the time inside. It answers pings, and pings the gateway
/// every 25 s, as every client has to do now and then.
/// </summary>
public sealed unsafe class ClientLoop : IDisposable
{
    private const int MaxEvents = 256;
    private const int BufferSize = 512 * 1024;

    private static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(25);
    private static readonly byte[] GatewayPing = Frames.MaskedText("""{"type":"ping"}""");
    private static readonly byte[] EnginePong = Frames.MaskedText("3");

    private readonly int _epoll = Libc.EpollCreate();
    private readonly List<Client> _clients = [];
    private readonly Lock _lock = new();
    private readonly Thread _thread;
    private readonly IDeliveryClock? _schedule;
    private volatile bool _stop;
    private Latencies? _latencies;
    private long _messages;
    private long _bytes;

    public ClientLoop(IDeliveryClock? schedule = null)
    {
        _schedule = schedule;
        _thread = new Thread(Run) { IsBackground = true, Name = "clients" };
        _thread.Start();
    }

    /// <summary>Location (of traffic: flow) messages read so far.</summary>
    public long Messages => Volatile.Read(ref _messages);

    /// <summary>Bytes of their payload.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Where delivery times go; null to keep none.</summary>
    public Latencies? Latencies
    {
        get => Volatile.Read(ref _latencies);
        set => Volatile.Write(ref _latencies, value);
    }

    public void Add(IEnumerable<Client> clients)
    {
        ArgumentNullException.ThrowIfNull(clients);
        foreach (var client in clients)
        {
            if (client.Rest.Length > 0)
                (client.Carry, client.CarryLength) = (client.Rest.ToArray(), client.Rest.Length);

            lock (_lock)
            {
                _clients.Add(client);
                Libc.Watch(_epoll, client.Descriptor, _clients.Count - 1);
            }
        }
    }

    public void Dispose()
    {
        _stop = true;
        _thread.Join();
    }

    /// <summary>Ends the connections too: there are thousands, and who comes next may need their descriptors.</summary>
    public void Hang()
    {
        Dispose();
        _clients.ForEach(static c => c.Dispose());
    }

    /// <summary>Says something to every gateway client, so that none is taken for gone.</summary>
    private void KeepAlive()
    {
        lock (_lock)
        {
            foreach (var client in _clients)
            {
                if (client is { Peer: Peer.Gateway, CloseCode: 0 })
                    client.Send(GatewayPing);
            }
        }
    }

    private void Run()
    {
        var events = (byte*)NativeMemory.Alloc((nuint)(MaxEvents * Libc.EventSize));
        var buffer = GC.AllocateArray<byte>(BufferSize, pinned: true);
        var said = Stopwatch.GetTimestamp();
        while (!_stop)
        {
            if (Stopwatch.GetElapsedTime(said) > SayEvery)
            {
                said = Stopwatch.GetTimestamp();
                KeepAlive();
            }

            var count = Libc.Wait(_epoll, events, MaxEvents, 50);
            for (var i = 0; i < count; i++)
            {
                Client client;
                lock (_lock)
                    client = _clients[Libc.TagOf(events, i)];

                Receive(client, buffer);
            }
        }

        NativeMemory.Free(events);
    }

    private void Receive(Client client, byte[] buffer)
    {
        var carried = client.CarryLength;
        if (carried > 0)
            client.Carry.AsSpan(0, carried).CopyTo(buffer);

        nint read;
        fixed (byte* at = buffer)
            read = Libc.recv(client.Descriptor, at + carried, (nuint)(buffer.Length - carried), Libc.DontWait);

        if (read <= 0)
        {
            if (read == 0 || Marshal.GetLastPInvokeError() is not (11 or 4))
                Gone(client, 1006);

            return;
        }

        var now = Stopwatch.GetTimestamp();
        var bytes = buffer.AsSpan(0, carried + (int)read);
        var at0 = 0;
        for (int length; (length = Frames.TryRead(bytes[at0..], out var opcode, out var payload)) > 0; at0 += length)
            Take(client, opcode, payload, now);

        Keep(client, bytes[at0..]);
    }

    private static void Keep(Client client, ReadOnlySpan<byte> rest)
    {
        if (rest.Length > (client.Carry?.Length ?? 0))
            client.Carry = new byte[Math.Max(1024, rest.Length * 2)];

        rest.CopyTo(client.Carry);
        client.CarryLength = rest.Length;
    }

    private void Take(Client client, int opcode, ReadOnlySpan<byte> payload, long now)
    {
        if (opcode == Frames.Close)
        {
            Gone(client, payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(payload) : 1005);
        }
        else if (opcode == Frames.Ping)
        {
            client.Send(Frames.Masked(10, payload));
        }
        else if ((client.Peer is Peer.SocketIo or Peer.GatewaySocketIo) && payload.Length == 1)
        {
            client.Send(EnginePong); // the server's "2"
        }
        else if (payload.Length > 64 && payload[..48].IndexOf(client.Peer == Peer.GatewayTraffic ? "traffic.flow"u8 : "location_update"u8) >= 0)
        {
            Volatile.Write(ref _messages, _messages + 1);
            Volatile.Write(ref _bytes, _bytes + payload.Length);
            client.Messages++;
            if (_latencies is { } latencies && _schedule is not null && _schedule.SentAt(payload) is > 0 and var sent)
                latencies.Add(now - sent);

            client.Follow?.Take(payload);
        }
    }

    private void Gone(Client client, int code)
    {
        Libc.Forget(_epoll, client.Descriptor);
        if (client.CloseCode == 0)
            client.CloseCode = code;
    }
}
