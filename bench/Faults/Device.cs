using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Fleet.Devices.Gateway;
using Fleet.Devices.Traces;

namespace Fleet.Faults;

/// <summary>Sends its drive in pieces; each until it was acknowledged. Never gives up: the drill's own limit ends it.</summary>
/// <param name="pace">Between two pieces.</param>
internal sealed class Device(HttpClient http, Ledger ledger, TracePoint[] drive, TimeSpan pace)
{
    /// <summary>Positions of an upload.</summary>
    public const int Piece = 5;

    /// <summary>As fast as a device of these drills ever sends.</summary>
    public static readonly TimeSpan Quickly = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(100);

    public async Task Run(CancellationToken stop)
    {
        for (var i = 0; i < drive.Length; i += Piece)
        {
            var piece = drive.AsMemory(i, Math.Min(Piece, drive.Length - i));
            var body = PositionJson.Encode(piece.Span);
            while (await Send(body, stop) is { } wait)
                await Task.Delay(wait, TimeProvider.System, stop);
            await Task.Delay(pace, TimeProvider.System, stop);
        }
    }

    /// <returns>Null where acknowledged, else how long to wait.</returns>
    private async Task<TimeSpan?> Send(byte[] body, CancellationToken stop)
    {
        var sentAt = Stopwatch.GetTimestamp();
        try
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await http.PostAsync(new Uri("/v1/locations", UriKind.Relative), content, stop);
            var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
            if (!response.IsSuccessStatusCode)
            {
                ledger.Answered(response.Headers.RetryAfter is null ? status + " without Retry-After" : status);
                return response.Headers.RetryAfter?.Delta ?? Again;
            }

            using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(stop));
            ledger.Answered(status);
            foreach (var item in answer.RootElement.GetProperty("results").EnumerateArray())
                ledger.Taken(item.GetProperty("status").GetString()!, sentAt);
            return null;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or JsonException)
        {
            ledger.Answered("no answer");
            return Again;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            ledger.Answered("no answer in 10 s");
            return Again;
        }
    }
}
