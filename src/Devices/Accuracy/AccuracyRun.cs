using System.Globalization;
using System.Text.Json;
using Fleet.Devices.Gateway;
using Fleet.Devices.Replays;
using Fleet.Devices.Streaming;
using Fleet.Devices.Traces;

namespace Fleet.Devices.Accuracy;

/// <summary>Replays the labelled drives through a gateway that has never seen them and compares what comes out.</summary>
internal sealed class AccuracyRun(GatewayAddress gateway, HttpClient http, string path, GroundTruth truth, TimeProvider time)
{
    public async Task<AccuracyResult> Run(AccuracyVariant variant, CancellationToken cancellationToken)
    {
        var detections = new List<HarshDetection>();
        var run = new ReplayRun(gateway, http, new ReplayOptions(), e => Collect(e, variant, detections), time);
        var summary = await run.Run(path, () => TraceFile.Open(path, new TraceOptions { Map = variant.Map }), cancellationToken);
        var distances = new Dictionary<int, double>();
        foreach (var drive in truth.Drives)
        {
            if (await Distance(variant.TripId(drive.Number), cancellationToken) is { } kilometres)
                distances[drive.Number] = kilometres;
        }

        return new AccuracyResult(variant, summary, distances, detections);
    }

    private static void Collect(StreamMessage message, AccuracyVariant variant, List<HarshDetection> detections)
    {
        if (message.Type != "safety_event" || !message.Root.TryGetProperty("event", out var detail)
            || detail.GetProperty("type").GetString()?.StartsWith("harsh_", StringComparison.Ordinal) != true
            || message.Text("trip_id") is not { } trip || !trip.StartsWith(variant.Vehicle + "-drive-", StringComparison.Ordinal))
            return;
        detections.Add(new HarshDetection(
            int.Parse(trip.AsSpan(trip.LastIndexOf('-') + 1), CultureInfo.InvariantCulture),
            DateTimeOffset.Parse(message.Text("timestamp")!, CultureInfo.InvariantCulture),
            Levels.OfSeverity(detail.GetProperty("severity").GetString()!)));
    }

    private async Task<double?> Distance(string tripId, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(new Uri("/v1/trips/" + tripId, UriKind.Relative), cancellationToken);
        if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
            return null;
        response.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        return json.RootElement.GetProperty("distance_km").GetDouble();
    }
}
