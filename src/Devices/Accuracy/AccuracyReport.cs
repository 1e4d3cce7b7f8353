using System.Globalization;
using System.Text;

namespace Fleet.Devices.Accuracy;

/// <summary>The figures as Markdown. Nothing in it is written by hand.</summary>
internal static class AccuracyReport
{
    private const string Begin = "<!-- figures: written by ./fleet accuracy, do not edit -->";
    private const string End = "<!-- end of figures -->";

    public static string Text(GroundTruth truth, IReadOnlyList<AccuracyResult> results)
    {
        var text = new StringBuilder();
        Distances(text, truth, results);
        foreach (var result in results)
            Harsh(text, result);
        return text.ToString().TrimEnd() + "\n";
    }

    /// <summary>The document with the figures between its markers; a document without markers gets them at its end.</summary>
    public static string Insert(string document, string figures)
    {
        var begin = document.IndexOf(Begin, StringComparison.Ordinal);
        var end = document.IndexOf(End, StringComparison.Ordinal);
        return begin >= 0 && end > begin
            ? document[..(begin + Begin.Length)] + "\n\n" + figures + "\n" + document[end..]
            : document.TrimEnd() + "\n\n" + Begin + "\n\n" + figures + "\n" + End + "\n";
    }

    private static void Distances(StringBuilder text, GroundTruth truth, IReadOnlyList<AccuracyResult> results)
    {
        var first = results[0];
        Line(text, $"### Trips and distance");
        Line(text, $"");
        Line(text, $"{truth.Drives.Count} drives gave {first.Replay.TripsStarted} trips started and {first.Replay.TripsCompleted} completed ({first.Variant.Title}; {first.Replay.Accepted:N0} positions accepted, {first.Replay.Refused} refused).");
        Line(text, $"");
        Line(text, $"| drive | truth km | trip km | difference | data |");
        Line(text, $"|---:|---:|---:|---:|---|");
        foreach (var drive in truth.Drives)
        {
            var data = drive.IsComplete ? "complete" : "cut";
            var found = first.TripKilometres.TryGetValue(drive.Number, out var km)
                ? string.Create(CultureInfo.InvariantCulture, $"{km:0.000} | {Difference(km, drive.Kilometres)}")
                : "no trip | –";
            Line(text, $"| {drive.Number} | {drive.Kilometres:0.000} | {found} | {data} |");
        }

        bool Within(DriveTruth drive) => first.TripKilometres.TryGetValue(drive.Number, out var km) && Math.Abs((km / drive.Kilometres) - 1) <= 0.02;
        var complete = truth.Drives.Where(d => d.IsComplete).ToList();
        Line(text, $"");
        Line(text, $"Within 2 % of the truth: {complete.Count(Within)} of the {complete.Count} complete drives.");
        Line(text, $"");
    }

    private static string Difference(double found, double expected) =>
        string.Create(CultureInfo.InvariantCulture, $"{(found / expected) - 1:+0.00 %;-0.00 %;0.00 %}");

    private static void Harsh(StringBuilder text, AccuracyResult result)
    {
        var score = result.Harsh;
        Line(text, $"### Harsh events: {result.Variant.Title}");
        Line(text, $"");
        Line(text, $"| level | labels | found | recall | detections | right | precision |");
        Line(text, $"|---|---:|---:|---:|---:|---:|---:|");
        foreach (var level in Enum.GetValues<Level>())
        {
            Line(text, $"| {level.ToString().ToLowerInvariant()} | {score.LabelsAt(level)} | {score.FoundAt(level)} | {Share(score.FoundAt(level), score.LabelsAt(level))} | {score.DetectionsAt(level)} | {score.RightAt(level)} | {Share(score.RightAt(level), score.DetectionsAt(level))} |");
        }

        Line(text, $"| all | {score.Labels.Count} | {score.Pairs.Count} | {Share(score.Pairs.Count, score.Labels.Count)} | {score.Detections.Count} | {score.Pairs.Count} | {Share(score.Pairs.Count, score.Detections.Count)} |");
        Line(text, $"");
        Line(text, $"F1 {score.F1:0.000}; the same level on both sides in {score.Pairs.Count(p => p.Label.Level == p.Detection.Level)} of {score.Pairs.Count} pairs.");
        Line(text, $"");
    }

    private static string Share(int part, int whole) =>
        whole == 0 ? "–" : ((double)part / whole).ToString("0.000", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
