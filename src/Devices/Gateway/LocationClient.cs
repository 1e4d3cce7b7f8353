using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Fleet.Devices.Traces;

namespace Fleet.Devices.Gateway;

/// <summary>
/// Posts positions and sees to it that each is answered: what the gateway could not take now (429, 503, a lost
/// connection) is sent again, which adds nothing twice because the gateway knows a position by its vehicle and time.
/// </summary>
public sealed class LocationClient(HttpClient http, TimeProvider time)
{
    /// <summary>How long one batch is tried while the gateway gives no answer at all.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Batches that had to be sent again, for the summary.</summary>
    public long Resent => Interlocked.Read(ref _resent);

    private long _resent;

    public static HttpClient Connect(GatewayAddress gateway)
    {
        var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64, PooledConnectionLifetime = Timeout.InfiniteTimeSpan })
        {
            BaseAddress = gateway.Url,
            Timeout = TimeSpan.FromSeconds(30),
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", gateway.Key);
        return http;
    }

    /// <returns>One result per point, in order.</returns>
    /// <exception cref="GatewayException">The key is refused, or the gateway does not answer for <see cref="Patience"/>.</exception>
    public async Task<PointResult[]> Post(ReadOnlyMemory<TracePoint> points, CancellationToken cancellationToken)
    {
        var body = PositionJson.Encode(points.Span);
        var pause = FirstPause;
        var began = time.GetTimestamp();
        while (true)
        {
            var attempt = await Try(body, points.Length, cancellationToken);
            if (attempt.Results is not null)
                return attempt.Results;
            if (attempt.TooLarge && points.Length > 1)
                return [.. await Post(points[..(points.Length / 2)], cancellationToken), .. await Post(points[(points.Length / 2)..], cancellationToken)];
            if (attempt.RetryAfter is null && time.GetElapsedTime(began) > Patience || attempt.Final)
                throw new GatewayException(attempt.Problem);

            Interlocked.Increment(ref _resent);
            await Task.Delay(attempt.RetryAfter ?? pause, time, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task<Attempt> Try(byte[] body, int count, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await http.PostAsync(new Uri("/v1/locations", UriKind.Relative), content, cancellationToken);
            var text = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (response.IsSuccessStatusCode)
                return new Attempt { Results = PointResult.Decode(text, count) };
            return new Attempt
            {
                Problem = $"the gateway answers {(int)response.StatusCode} {Detail(text)}",
                TooLarge = response.StatusCode == HttpStatusCode.RequestEntityTooLarge,
                RetryAfter = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable ? After(response) : null,
                Final = (int)response.StatusCode < 500 && response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout),
            };
        }
        catch (HttpRequestException failed)
        {
            return new Attempt { Problem = $"{http.BaseAddress} does not answer: {failed.Message}" };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Attempt { Problem = $"{http.BaseAddress} does not answer within {http.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s" };
        }
    }

    private TimeSpan? After(HttpResponseMessage response)
    {
        var after = response.Headers.RetryAfter;
        var wait = after?.Delta ?? (after?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait is null ? null : wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LongestPause ? wait : LongestPause;
    }

    private static string Detail(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("detail", out var detail) || json.RootElement.TryGetProperty("title", out detail) ? detail.ToString() : "";
        }
        catch (Exception notJson) when (notJson is JsonException or InvalidOperationException)
        {
            return "";
        }
    }

    private readonly record struct Attempt
    {
        public PointResult[]? Results { get; init; }

        public string Problem { get; init; }

        public TimeSpan? RetryAfter { get; init; }

        public bool TooLarge { get; init; }

        public bool Final { get; init; }
    }
}
