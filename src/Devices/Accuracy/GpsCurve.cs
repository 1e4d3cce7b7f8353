using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Fleet.Devices.Accuracy;

/// <summary>What GPS alone finds at other thresholds than the shipped ones: the organization's are set, and the drives replayed once for each.</summary>
internal sealed class GpsCurve(GatewayApi api, AccuracyRun run)
{
    private const double Gravity = 9.80665;

    /// <summary>Thresholds along, in g; those across are 0.68 of them, near the shipped pair of 0.28 and 0.19.</summary>
    private static readonly double[] Along = [0.15, 0.18, 0.21, 0.24, 0.28, 0.32, 0.36, 0.42];

    private const double AcrossShare = 0.19 / 0.28;

    public async Task<IReadOnlyList<(double Along, AccuracyResult Result)>> Measure(CancellationToken cancellationToken)
    {
        var points = new List<(double, AccuracyResult)>();
        foreach (var along in Along)
        {
            await Set(along, cancellationToken);
            var vehicle = string.Create(CultureInfo.InvariantCulture, $"omaha-gps-{along * 100:0}");
            points.Add((along, await run.Run(AccuracyVariant.GpsAgain(vehicle), cancellationToken)));
        }

        await Set(null, cancellationToken);
        return points;
    }

    public static void Write(StringBuilder text, GroundTruth truth, IReadOnlyList<(double Along, AccuracyResult Result)> points)
    {
        text.AppendLine("### Harsh events by GPS only: precision and recall by threshold");
        text.AppendLine();
        text.AppendLine("All manoeuvres of all levels. Along the vehicle at the threshold, across it at 0.68 of that; 0.28 g is what is shipped.");
        text.AppendLine();
        text.AppendLine("| threshold g | odd: precision / recall / F1 | even: precision / recall / F1 | all: detections | precision / recall / F1 |");
        text.AppendLine("|---:|---|---|---:|---|");
        foreach (var (along, result) in points)
        {
            var (odd, even, all) = (Score(1), Score(0), HarshScore.Of(truth.Manoeuvres, result.Harsh, HarshScore.Tolerance));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {along:0.00} | {Figures(odd)} | {Figures(even)} | {all.Detections.Count} | {Figures(all)} |");

            HarshScore Score(int half) => HarshScore.Of(truth.Manoeuvres, result.Harsh, drive => drive % 2 == half, Level.Low);
        }

        text.AppendLine();
    }

    private static string Figures(HarshScore score) =>
        string.Create(CultureInfo.InvariantCulture, $"{score.Precision:0.00} / {score.Recall:0.00} / {score.F1:0.000}");

    /// <param name="along">g; null goes back to what is shipped.</param>
    private async Task Set(double? along, CancellationToken cancellationToken)
    {
        var thresholds = new JsonObject
        {
            ["harsh_acceleration"] = Threshold(along * Gravity),
            ["harsh_braking"] = Threshold(-along * Gravity),
            ["harsh_cornering"] = Threshold(along * AcrossShare),
        };
        using var set = await api.Send(HttpMethod.Patch, "/v1/thresholds", thresholds, cancellationToken);
    }

    private static JsonObject? Threshold(double? value) => value is null ? null : new JsonObject { ["threshold"] = value, ["duration"] = 0 };
}
