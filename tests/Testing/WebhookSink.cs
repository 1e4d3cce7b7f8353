using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fleet.Testing;

/// <summary>
/// A real HTTP/1.1 server on a free loopback port that keeps what it is sent and answers what a test wants. No clock of its own.
/// </summary>
public sealed class WebhookSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentQueue<SinkRequest> _received = new();
    private readonly Lock _lock = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    private readonly Func<SinkRequest, Task<string>> _answer;

    /// <param name="answer">The status line's rest and further header lines, for example "200 OK" or "503 Busy\r\nRetry-After: 7".</param>
    /// <param name="time">Stamps what comes.</param>
    public WebhookSink(Func<SinkRequest, Task<string>> answer, TimeProvider time)
    {
        (_answer, Time) = (answer, time);
        _listener.Start();
        _ = Accept();
    }

    public WebhookSink(Func<SinkRequest, string> answer, TimeProvider time)
        : this(request => Task.FromResult(answer(request)), time)
    {
    }

    public TimeProvider Time { get; set; }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/hook";

    /// <summary>In the order they came.</summary>
    public IReadOnlyList<SinkRequest> Received => [.. _received];

    /// <summary>Done when so many requests have come.</summary>
    public Task Reached(int count)
    {
        lock (_lock)
        {
            if (_received.Count >= count)
                return Task.CompletedTask;

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            return reached.Task;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        _closing.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Serve(await _listener.AcceptTcpClientAsync(_closing.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // closed
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                while (await Read(stream) is { } request)
                {
                    Keep(request);
                    var answer = await _answer(request);
                    await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n"), _closing.Token);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // the other side left
            }
        }
    }

    private void Keep(SinkRequest request)
    {
        lock (_lock)
        {
            _received.Enqueue(request with { Number = _received.Count + 1 });
            _waiting.RemoveAll(w => _received.Count >= w.Count && w.Reached.TrySetResult());
        }
    }

    private async Task<SinkRequest?> Read(Stream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < 4 || head[^1] != '\n' || head[^3] != '\n')
        {
            if (await stream.ReadAsync(one, _closing.Token) == 0)
                return null;

            head.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(l => l.Split(": ", 2)).ToDictionary(h => h[0], h => h[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), System.Globalization.CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, _closing.Token);
        return new SinkRequest(lines[0], headers, Encoding.UTF8.GetString(body), Time.GetUtcNow(), _received.Count + 1);
    }
}
