using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Fleet.Bench.Load;

namespace Fleet.Bench.Traffic;

/// <summary>
/// Cameras that report once a second over HTTP, in groups whose reports are spread over the second. A group's reports
/// carry the millisecond at which its request was begun, and no two groups the same.
/// </summary>
internal sealed class Cameras : IDeliveryClock, IDisposable
{
    /// <summary>"{"type":"traffic.flow","timestamp":"2026-11-21T" is this long.</summary>
    private const int TimeAt = 47;
    private const int DayMilliseconds = 86_400_000;

    private readonly HttpClient _http = new();
    private readonly Uri _server;
    private readonly int _count;
    private readonly int _groups;
    private readonly long[] _sentAt = new long[DayMilliseconds]; // by the millisecond of the day
    private int _failed;

    public Cameras(ServerProcess server, int count, int groups)
    {
        (_server, _count, _groups) = (server.Url, count, groups);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Key);
    }

    /// <summary>Requests that were not answered 200, or refused something.</summary>
    public int Failed => _failed;

    public static string IdOf(int camera) => string.Create(CultureInfo.InvariantCulture, $"CAM_{camera:0000}");

    /// <summary>Cameras on a grid of 20 zones, each of which sees its own.</summary>
    public async Task Define()
    {
        await Post("/v1/traffic/zones", string.Join(',', Enumerable.Range(0, 20).Select(z => string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"zone_id":"ZONE_{{{z:00}}}","name":"Zone {{{z}}}","geometry":{"type":"Polygon","coordinates":[[[{{{106 + (z * 0.01)}}},10],[{{{106.01 + (z * 0.01)}}},10],[{{{106.01 + (z * 0.01)}}},10.01],[{{{106 + (z * 0.01)}}},10.01],[{{{106 + (z * 0.01)}}},10]]]}}"""))));
        await Post("/v1/traffic/cameras", string.Join(',', Enumerable.Range(0, _count).Select(c => string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"camera_id":"{{{IdOf(c)}}}","location":{"lat":10.005,"lon":{{{106.005 + (c % 20 * 0.01)}}}},"road":"Road {{{c % 20}}}"}"""))));
    }

    /// <summary>Reports for so many seconds.</summary>
    public async Task Report(TimeSpan time)
    {
        var begun = Stopwatch.GetTimestamp();
        var pending = new List<Task>();
        for (var n = 0; ; n++)
        {
            var due = TimeSpan.FromSeconds((double)n / _groups);
            if (due >= time)
                break;

            var wait = due - Stopwatch.GetElapsedTime(begun);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, TimeProvider.System);

            pending.Add(Send(n % _groups));
        }

        await Task.WhenAll(pending);
    }

    public long SentAt(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < TimeAt + 13)
            return 0;

        var t = payload[TimeAt..];
        var milliseconds = (((((Two(t) * 60) + Two(t[3..])) * 60) + Two(t[6..])) * 1000) + (t[8] == '.' ? (Two(t[9..]) * 10) + (t[11] - '0') : 0);
        return Volatile.Read(ref _sentAt[milliseconds]);
    }

    public void Dispose() => _http.Dispose();

    private static int Two(ReadOnlySpan<byte> digits) => ((digits[0] - '0') * 10) + digits[1] - '0';

    private async Task Send(int group)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        Volatile.Write(ref _sentAt[now % DayMilliseconds], Stopwatch.GetTimestamp());
        var body = string.Join(',', Enumerable.Range(0, _count).Where(c => c % _groups == group).Select(c => string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"camera_id":"{{{IdOf(c)}}}","timestamp":{{{now}}},"average_speed":{{{20 + (now % 30)}}},"vehicle_types":{"car":28,"motorcycle":12,"truck":3,"bus":2},"occupancy":0.65}""")));
        await Post("/v1/traffic/detections", body);
    }

    private async Task Post(string path, string items)
    {
        using var content = new StringContent("[" + items + "]", Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri(_server, path), content);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode || text.Contains("\"refused\"", StringComparison.Ordinal))
        {
            if (Interlocked.Increment(ref _failed) == 1)
                Console.Error.WriteLine($"{path} answers {(int)answer.StatusCode}: {text[..Math.Min(300, text.Length)]}");
        }
    }
}
