using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Fleet.Bench.Load;

/// <summary>
/// Sends uploads at their times over one connection, one after the other; when the server is late the next goes at
/// once, and its delay counts, because what is measured is the time since the upload was due.
/// </summary>
public sealed class Publisher : IDisposable
{
    private readonly Schedule _schedule;
    private readonly Func<int, byte[]> _body;
    private readonly HttpClient? _http;
    private readonly Socket? _control;
    private readonly Uri _path;
    private int _next;

    /// <param name="key">Of the gateway; null for who asks none.</param>
    /// <param name="path">Where uploads are posted; null for the floor, which is told their number alone.</param>
    public Publisher(Schedule schedule, Uri server, string? path, string? key, Func<int, byte[]> body)
    {
        ArgumentNullException.ThrowIfNull(server);
        (_schedule, _body) = (schedule, body);
        _path = new Uri(server, path ?? "/");
        if (path is null)
        {
            _control = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            _control.Connect(server.Host, server.Port);
            _control.Send(Encoding.ASCII.GetBytes(
                $"control {schedule.Vehicles} {schedule.PerSession} {schedule.Rate} {schedule.PerUpload} {(schedule.Scattered ? 1 : 0)}\n"));
        }
        else
        {
            _http = new HttpClient();
            if (key is not null)
                _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    /// <summary>Uploads made so far.</summary>
    public int Uploads => _next;

    /// <summary>Runs for a time.</summary>
    /// <returns>Uploads made.</returns>
    public async Task<int> Run(TimeSpan time)
    {
        var first = _next;
        var count = (int)(time.TotalSeconds * _schedule.Rate);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var due = start + (long)((double)i / _schedule.Rate * Stopwatch.Frequency);
            var body = _body(_next);
            var ahead = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (ahead > TimeSpan.Zero)
            {
                await Task.Delay(ahead, TimeProvider.System);
                due = Stopwatch.GetTimestamp(); // what the timer is late by is the publisher's lateness, not the server's
            }

            _schedule.Due(_next, due);
            await Send(_next++, body);
        }

        return _next - first;
    }

    public void Dispose()
    {
        _http?.Dispose();
        _control?.Dispose();
    }

    private async Task Send(int upload, byte[] body)
    {
        if (_http is null)
        {
            await _control!.SendAsync(Encoding.ASCII.GetBytes(upload + "\n"));
            return;
        }

        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var answer = await _http.PostAsync(_path, content);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{_path} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }
}
