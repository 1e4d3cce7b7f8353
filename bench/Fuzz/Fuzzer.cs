using System.Net.WebSockets;
using System.Text;

namespace Fleet.Bench.Fuzz;

/// <summary>One after the other, connections that say what is wrong. After every few messages a ping must be answered, or the connection be closed with a code.</summary>
/// <param name="url">ws://…</param>
/// <param name="key">Authenticates; null for a fuzzer that never says who it is.</param>
public sealed class Fuzzer(Uri url, string? key, Malformed messages, Answers answers)
{
    private const int Together = 25;

    /// <summary>Reached only if the server hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly byte[] Ping = "{\"type\":\"ping\"}"u8.ToArray();

    public async Task Run(int count)
    {
        while (count > 0)
        {
            using var socket = new ClientWebSocket();
            socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
            await socket.ConnectAsync(url, CancellationToken.None);
            try
            {
                if (key is not null)
                    await Send(socket, Encoding.UTF8.GetBytes($$"""{"type":"auth","api_key":"{{key}}"}"""));

                while (count > 0 && socket.State == WebSocketState.Open)
                    count -= await Round(socket, Math.Min(Together, count));
            }
            catch (WebSocketException)
            {
                answers.Closed((int?)socket.CloseStatus); // cut while it was sent to: the goodbye may be lost under it
            }
        }
    }

    /// <returns>How many were sent.</returns>
    private async Task<int> Round(ClientWebSocket socket, int count)
    {
        var reading = key is null ? null : Until(socket);
        var sent = 0;
        for (; sent < count && socket.State == WebSocketState.Open; sent++)
        {
            var (bytes, text, frames) = messages.Next();
            var size = Math.Max(1, (bytes.Length + frames - 1) / frames);
            for (var at = 0; at == 0 || at < bytes.Length; at += size)
            {
                var part = bytes.AsMemory(at, Math.Min(size, bytes.Length - at));
                await socket.SendAsync(part, text ? WebSocketMessageType.Text : WebSocketMessageType.Binary, at + size >= bytes.Length, CancellationToken.None);
            }
        }

        if (socket.State == WebSocketState.Open)
            await Send(socket, Ping);

        if (reading is not null)
        {
            await reading.WaitAsync(Patience);
        }
        else
        {
            socket.Abort(); // nobody answers who has not said who he is; what waits for auth is bounded
            answers.Closed(null);
        }

        return Math.Max(1, sent);
    }

    /// <summary>Reads until a pong, or the end.</summary>
    private async Task Until(ClientWebSocket socket)
    {
        var buffer = new byte[16 * 1024];
        using var message = new MemoryStream();
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer, CancellationToken.None);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                answers.Closed((int?)socket.CloseStatus);
                return;
            }

            message.Write(buffer, 0, result.Count);
            if (!result.EndOfMessage)
                continue;

            var type = answers.Take(message.GetBuffer().AsSpan(0, (int)message.Length), result.MessageType == WebSocketMessageType.Text);
            message.SetLength(0);
            if (type == "pong")
                return;
        }
    }

    private static Task Send(ClientWebSocket socket, byte[] bytes) => socket.SendAsync(bytes, WebSocketMessageType.Text, true, CancellationToken.None);
}
