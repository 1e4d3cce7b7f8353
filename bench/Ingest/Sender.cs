using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Fleet.Bench.Load;

namespace Fleet.Bench.Ingest;

/// <summary>Posts bodies from a few connections, each its own in order, and sees that every position was accepted.</summary>
internal sealed class Sender : IDisposable
{
    public const int Connections = 8;

    /// <summary>Positions of a body.</summary>
    public const int BatchSize = 1_000;

    private readonly HttpClient _http = new();
    private readonly Uri _server;
    private int _resent;

    public Sender(ServerProcess server)
    {
        _server = server.Url;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Key);
    }

    /// <summary>Bodies that were answered 429 or 503 and went again.</summary>
    public int Resent => _resent;

    public async Task MakeFences()
    {
        foreach (var fence in Drives.Fences())
        {
            using var content = new StringContent(fence, System.Text.Encoding.UTF8, "application/json");
            using var answer = await _http.PostAsync(new Uri(_server, "/v1/geofences"), content);
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        }
    }

    public async Task<TimeSpan> Send(List<byte[]>[] bodies)
    {
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(bodies.Select(b => Task.Run(() => Send(b))));
        return Stopwatch.GetElapsedTime(begun);
    }

    /// <summary>How many fences a vehicle is in, by what REST says.</summary>
    public async Task<int> FencesOf(string vehicle)
    {
        var view = await _http.GetFromJsonAsync<System.Text.Json.JsonElement>(new Uri(_server, "/v1/vehicles/" + vehicle));
        return view.GetRawText().Split("\"geofence_id\"").Length - 1;
    }

    public void Dispose() => _http.Dispose();

    private async Task Send(List<byte[]> bodies)
    {
        foreach (var body in bodies)
        {
            while (true)
            {
                using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
                using var answer = await _http.PostAsync(new Uri(_server, "/v1/locations"), content);
                var text = await answer.Content.ReadAsStringAsync();
                if (answer.StatusCode is System.Net.HttpStatusCode.TooManyRequests or System.Net.HttpStatusCode.ServiceUnavailable)
                {
                    Interlocked.Increment(ref _resent); // it cannot follow: nothing of this request is acknowledged
                    continue;
                }

                if (!answer.IsSuccessStatusCode || text.Contains("\"refused\"", StringComparison.Ordinal) || text.Contains("\"late\"", StringComparison.Ordinal))
                    throw new InvalidOperationException($"{(int)answer.StatusCode}: {text[..Math.Min(300, text.Length)]}");

                break;
            }
        }
    }
}
