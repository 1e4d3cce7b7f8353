using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Fleet.Bench.Load;

namespace Fleet.Bench.Ingest;

/// <summary>The same over ingest sockets, a few messages of each under way at a time; what was answered slow_down goes again, in order.</summary>
internal sealed class SocketSender(ServerProcess server) : IAsyncDisposable
{
    /// <summary>Positions of a message: some 60 KB, under the socket's default of 64.</summary>
    public const int BatchSize = 150;

    private const int Window = 8;

    private readonly List<ClientWebSocket> _sockets = [];
    private int _resent;

    public int Resent => _resent;

    public async Task<TimeSpan> Send(List<byte[]>[] bodies)
    {
        while (_sockets.Count < bodies.Length)
        {
            var socket = new ClientWebSocket();
            socket.Options.SetRequestHeader("X-API-Key", server.Key);
            await socket.ConnectAsync(new UriBuilder(server.Url) { Scheme = "ws", Path = "/v1/ingest" }.Uri, default);
            _sockets.Add(socket);
        }

        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(bodies.Select((b, i) => Task.Run(() => Send(_sockets[i], b))));
        return Stopwatch.GetElapsedTime(begun);
    }

    public ValueTask DisposeAsync()
    {
        _sockets.ForEach(s => s.Dispose());
        return ValueTask.CompletedTask;
    }

    private async Task Send(ClientWebSocket socket, List<byte[]> bodies)
    {
        var buffer = new byte[64 * 1024];
        var (acknowledged, next, underWay) = (new bool[bodies.Count], 0, 0);
        TimeSpan? pause = null;
        while (next < bodies.Count || underWay > 0)
        {
            if (pause is null && next < bodies.Count && underWay < Window)
            {
                if (!acknowledged[next])
                {
                    await Say(socket, next, bodies[next]);
                    underWay++;
                }

                next++;
                continue;
            }

            if (underWay == 0 && pause is { } wait)
            {
                await Task.Delay(wait, TimeProvider.System);
                (pause, next) = (null, Array.IndexOf(acknowledged, false));
                continue;
            }

            using var answer = await Hear(socket, buffer);
            switch (answer.RootElement.GetProperty("type").GetString())
            {
                case "ack":
                    acknowledged[answer.RootElement.GetProperty("seq").GetInt32()] = true;
                    underWay--;
                    break;
                case "slow_down":
                    Interlocked.Increment(ref _resent);
                    pause = TimeSpan.FromSeconds(answer.RootElement.GetProperty("retry_after").GetDouble());
                    underWay--;
                    break;
                case "auth_success":
                    break;
                default:
                    throw new InvalidOperationException(answer.RootElement.GetRawText());
            }
        }
    }

    private static async Task Say(ClientWebSocket socket, int seq, byte[] positions)
    {
        var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"seq":{{seq}},"positions":"""));
        await socket.SendAsync(head, WebSocketMessageType.Text, endOfMessage: false, default);
        await socket.SendAsync(positions, WebSocketMessageType.Text, endOfMessage: false, default);
        await socket.SendAsync("}"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, default);
    }

    private static async Task<JsonDocument> Hear(ClientWebSocket socket, byte[] buffer)
    {
        var length = 0;
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer.AsMemory(length), default);
            length += result.Count;
            if (result.MessageType == WebSocketMessageType.Close)
                throw new InvalidOperationException($"Closed: {socket.CloseStatus} {socket.CloseStatusDescription}");

            if (result.EndOfMessage)
            {
                var text = buffer.AsMemory(0, length);
                if (text.Span.IndexOf("\"refused\""u8) >= 0 || text.Span.IndexOf("\"late\""u8) >= 0)
                    throw new InvalidOperationException(Encoding.UTF8.GetString(text.Span[..Math.Min(300, length)]));

                return JsonDocument.Parse(text);
            }
        }
    }
}
