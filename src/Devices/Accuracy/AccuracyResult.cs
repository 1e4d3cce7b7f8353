using Fleet.Devices.Replays;

namespace Fleet.Devices.Accuracy;

/// <summary>What one variant gave.</summary>
/// <param name="Variant">How the drives were fed.</param>
/// <param name="Replay">The replay's own summary.</param>
/// <param name="TripKilometres">Distance by drive, as <c>GET /v1/trips/{id}</c> says it; no entry where there is no such trip.</param>
/// <param name="Harsh">The harsh events that came.</param>
internal sealed record AccuracyResult(
    AccuracyVariant Variant, ReplaySummary Replay, IReadOnlyDictionary<int, double> TripKilometres, IReadOnlyList<HarshDetection> Harsh);
