using System.Globalization;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Fleet.Bench.Fuzz;

/// <summary>A well-behaved subscriber and a device beside the fuzzers: what the one sends, the other gets, all of it and in order.</summary>
public sealed class Control(Uri http, string key) : IDisposable
{
    private const string Vehicle = "control-vehicle";

    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly HttpClient _http = new() { BaseAddress = http };
    private readonly List<long> _sentAt = [];
    private readonly List<TimeSpan> _latencies = [];

    public int Sent => _sentAt.Count;

    public int Received { get; private set; }

    /// <summary>From sending an upload to the subscriber's read; the longest.</summary>
    public TimeSpan Longest => _latencies.Count == 0 ? TimeSpan.Zero : _latencies.Max();

    public TimeSpan Median => _latencies.Count == 0 ? TimeSpan.Zero : _latencies.Order().ElementAt(_latencies.Count / 2);

    /// <summary>What was wrong; null for nothing.</summary>
    public string? Problem { get; private set; }

    public async Task Start()
    {
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var url = new UriBuilder(http) { Scheme = "ws", Path = "/v1/streaming" }.Uri;
        await _socket.ConnectAsync(url, CancellationToken.None);
        await Say($$"""{"type":"auth","api_key":"{{key}}"}""");
        await Say($$$"""{"type":"subscribe","channel":"locations","filters":{"vehicle_ids":["{{{Vehicle}}}"]}}""");
        while ((await Receive()).GetProperty("type").GetString() != "initial_data")
        {
        }
    }

    /// <summary>Until it is told to end; then waits for what is under way.</summary>
    public async Task Run(CancellationToken end)
    {
        var reading = Read();
        var start = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        using var timer = new PeriodicTimer(Every, TimeProvider.System);
        while (!end.IsCancellationRequested && Problem is null)
        {
            lock (_sentAt)
                _sentAt.Add(TimeProvider.System.GetTimestamp());

            using var body = new StringContent(Position(start, Sent), Encoding.UTF8, "application/json");
            using var response = await _http.PostAsync(new Uri("/v1/locations", UriKind.Relative), body, CancellationToken.None);
            if (!response.IsSuccessStatusCode)
                Problem ??= $"an upload was answered {(int)response.StatusCode}";

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        try
        {
            await Say("""{"type":"ping"}""");
            await reading.WaitAsync(Patience, CancellationToken.None);
        }
        catch (Exception e) when (e is TimeoutException or WebSocketException)
        {
            Problem ??= "the subscriber hung or was cut: " + e.Message;
        }

        if (Received != Sent)
            Problem ??= $"{Sent} sent, {Received} received";
    }

    public void Dispose()
    {
        _socket.Dispose();
        _http.Dispose();
    }

    private static string Position(DateTimeOffset start, int number) => string.Create(CultureInfo.InvariantCulture,
        $$$"""{"vehicle_id":"{{{Vehicle}}}","timestamp":"{{{start.AddMilliseconds(number):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}}","location":{"latitude":10,"longitude":20,"speed":0},"odometer_km":{{{number}}}}""");

    /// <summary>Until the pong that is asked for at the end.</summary>
    private async Task Read()
    {
        DateTimeOffset? newest = null;
        while (true)
        {
            var message = await Receive();
            switch (message.GetProperty("type").GetString())
            {
                case "location_update":
                    var at = message.GetProperty("timestamp").GetDateTimeOffset();
                    if (at <= newest)
                        Problem ??= $"{at:O} came after {newest:O}";

                    newest = at;
                    lock (_sentAt)
                        _latencies.Add(TimeProvider.System.GetElapsedTime(_sentAt[Received]));

                    Received++;
                    break;
                case "pong":
                    return;
                default:
                    Problem ??= "the subscriber got " + message;
                    break;
            }
        }
    }

    private Task Say(string json) => _socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, true, CancellationToken.None);

    private async Task<JsonElement> Receive()
    {
        var buffer = new byte[16 * 1024];
        using var message = new MemoryStream();
        while (true)
        {
            var result = await _socket.ReceiveAsync(buffer, CancellationToken.None);
            if (result.MessageType == WebSocketMessageType.Close)
                throw new WebSocketException($"closed with {_socket.CloseStatus} {_socket.CloseStatusDescription}");

            message.Write(buffer, 0, result.Count);
            if (result.EndOfMessage)
                return JsonDocument.Parse(message.ToArray()).RootElement;
        }
    }
}
