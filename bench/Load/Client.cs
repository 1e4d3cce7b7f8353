using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fleet.Bench.Load;

/// <summary>
/// One client's connection, opened with blocking calls and then watched by a <see cref="ClientLoop"/>. The same few
/// lines for every peer, so that a client costs the same whoever serves it.
/// </summary>
public sealed class Client : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _bytes = new byte[4096];
    private int _length;

    private Client(Peer peer) => Peer = peer;

    public Peer Peer { get; }

    /// <summary>Text frames since it was opened, those of the opening left out.</summary>
    public long Messages { get; internal set; }

    /// <summary>The code of the server's goodbye; 1006 where it went without one, 0 while open.</summary>
    public int CloseCode { get; internal set; }

    /// <summary>What came so far, where that is looked at.</summary>
    public Sequence? Follow { get; private init; }

    internal int Descriptor => (int)_socket.Handle;

    /// <summary>What was read behind the opening.</summary>
    internal ReadOnlySpan<byte> Rest => _bytes.AsSpan(0, _length);

    /// <summary>Bytes of a frame of which the end is still to come.</summary>
    internal byte[]? Carry { get; set; }

    internal int CarryLength { get; set; }

    /// <summary>Connects, authenticates and subscribes; returns when the server said that events come.</summary>
    /// <param name="follow">What an earlier session saw, to be gone on with: it resumes where that has offsets.</param>
    /// <param name="receiveBuffer">The kernel's receive buffer in bytes; 0 for its default.</param>
    public static Client Open(Peer peer, Uri server, string key, IReadOnlyList<string> vehicles, Sequence? follow = null, int receiveBuffer = 0)
    {
        ArgumentNullException.ThrowIfNull(server);
        var client = new Client(peer) { Follow = follow };
        if (receiveBuffer > 0)
            client._socket.ReceiveBufferSize = receiveBuffer;

        client._socket.Connect(IPAddress.Loopback, server.Port);
        client._socket.ReceiveTimeout = 30_000;
        var list = "[" + string.Join(',', vehicles.Select(v => $"\"{v}\"")) + "]";
        switch (peer)
        {
            case Peer.Gateway:
                client.Upgrade("/v1/streaming");
                client.Say($$"""{"type":"auth","api_key":"{{key}}"}""");
                client.Say($$"""{"type":"subscribe","channels":["locations"],"filters":{"vehicle_ids":{{list}}}{{Resume(follow)}}}""");
                client.Await(follow is not { Offsets.Count: > 0 } ? "\"initial_data\"" : "\"resume_complete\"");
                break;
            case Peer.GatewaySocketIo:
                client.Upgrade("/socket.io/?EIO=4&transport=websocket");
                client.Await("0{");
                client.Say($$"""40{"token":"{{key}}"}""");
                client.Await("40{");
                client.Say($$$"""42["subscribe",{"channels":["locations"],"filters":{"vehicle_ids":{{{list}}}}}]""");
                client.Await("\"initial_data\"");
                break;
            case Peer.GatewayTraffic:
                client.Upgrade("/ws");
                client.Await("rate_limit_info");
                client.Say($$"""{"type":"auth","token":"{{key}}"}""");
                var filters = vehicles.Count == 0 ? "{}" : $$"""{"cameras":{{list}}}""";
                client.Say($$"""{"type":"subscribe","channel":"traffic.flow","filters":{{filters}}}""");
                client.Await("\"snapshot.complete\"");
                break;
            case Peer.SocketIo:
                client.Upgrade("/socket.io/?EIO=4&transport=websocket");
                client.Await("0{");
                client.Say("40");
                client.Await("40");
                client.Say($"42[\"subscribe\",{list}]");
                client.Await("subscribed");
                break;
            case Peer.Kestrel:
                client.Upgrade("/ws");
                client.Say(list);
                client.Await("subscribed");
                break;
            default:
                client._socket.Send(Encoding.ASCII.GetBytes(list + "\n"));
                client.Await("subscribed");
                break;
        }

        return client;
    }

    /// <summary>Many at once, from a few threads.</summary>
    public static List<Client> OpenMany(int count, Func<int, Client> open, int threads = 8)
    {
        var clients = new Client[count];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => clients[i] = open(i));
        return [.. clients];
    }

    public void Say(string text) => Send(Frames.MaskedText(text));

    /// <summary>Resets the connection: no goodbye.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    public void Dispose() => _socket.Dispose();

    internal void Send(ReadOnlySpan<byte> bytes) => _socket.Send(bytes);

    private static string Resume(Sequence? follow) => follow is not { Offsets: { Count: > 0 } offsets } ? "" : ",\"resume\":["
        + string.Join(',', offsets.Select(r => string.Create(CultureInfo.InvariantCulture, $$$"""{"shard":{{{r.Key}}},"epoch":"{{{r.Value.Epoch}}}","n":{{{r.Value.N}}}}"""))) + "]";

    private void Upgrade(string path)
    {
        Send(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        int end;
        while ((end = _bytes.AsSpan(0, _length).IndexOf("\r\n\r\n"u8)) < 0)
            Read();

        if (!_bytes.AsSpan().StartsWith("HTTP/1.1 101"u8))
            throw new InvalidOperationException("Refused: " + Encoding.ASCII.GetString(_bytes, 0, end));

        Skip(end + 4);
    }

    /// <summary>Reads messages until one has the text; what others say meanwhile is part of the opening.</summary>
    private void Await(string text)
    {
        var wanted = Encoding.ASCII.GetBytes(text);
        while (true)
        {
            var length = Frames.TryRead(_bytes.AsSpan(0, _length), out var opcode, out var payload);
            if (length == 0)
            {
                Read();
                continue;
            }

            if (opcode == Frames.Close || payload.IndexOf("\"error\""u8) >= 0)
                throw new InvalidOperationException("Refused: " + Encoding.UTF8.GetString(payload));

            if (payload[..Math.Min(48, payload.Length)].IndexOf("location_update"u8) >= 0)
                Follow?.Take(payload);

            var found = payload.IndexOf(wanted) >= 0;
            Skip(length);
            if (found)
                return;
        }
    }

    private void Read()
    {
        if (_length == _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);

        var read = _socket.Receive(_bytes.AsSpan(_length));
        if (read == 0)
            throw new InvalidOperationException("The server hung up.");

        _length += read;
    }

    private void Skip(int count)
    {
        _bytes.AsSpan(count, _length - count).CopyTo(_bytes);
        _length -= count;
    }
}
