using System.Globalization;
using System.Text;

namespace Fleet.Devices.Accuracy;

/// <summary>The figures as Markdown. Nothing in it is written by hand.</summary>
internal static class AccuracyReport
{
    private const string Begin = "<!-- figures: written by ./fleet accuracy, do not edit -->";
    private const string End = "<!-- end of figures -->";

    public static void Goals(StringBuilder text, IEnumerable<Goal> goals)
    {
        Line(text, $"### What was asked");
        Line(text, $"");
        Line(text, $"| goal | asked | measured | |");
        Line(text, $"|---|---:|---:|---|");
        foreach (var goal in goals)
            Line(text, $"| {goal.What} | {goal.Asked} | {goal.Measured} | {(goal.Missing is null ? "met" : $"**missed** by {goal.Missing}")} |");
        Line(text, $"");
    }

    public static IEnumerable<Goal> Goals(GroundTruth truth, IReadOnlyList<AccuracyResult> results)
    {
        var harsh = results[0].Harsh;
        yield return Goal.AtLeast(
            "nds_blackbox_omaha: harsh events by accelerometer, medium and high, ±3 s: F1 over the manoeuvres",
            0.95, HarshScore.Of(truth.Manoeuvres, harsh, _ => true, Level.Medium).F1, "0.000");
        yield return Goal.AtLeast(
            "nds_blackbox_omaha: the same over the label rows",
            0.95, HarshScore.Of(truth.Rows, harsh, _ => true, Level.Medium).F1, "0.000");
    }

    public static void Omaha(StringBuilder text, GroundTruth truth, IReadOnlyList<AccuracyResult> results)
    {
        Distances(text, truth, results);
        Line(text, $"### Harsh events");
        Line(text, $"");
        Line(text, $"The box labelled {truth.Rows.Count} rows, a row a second; those of a drive with one number are one manoeuvre: {truth.Manoeuvres.Count}. Findings of at least the level against labels of at least the level, one to one, ±3 s.");
        Line(text, $"");
        Line(text, $"| fed with | counted | drives | level | labels | findings | right | precision | recall | F1 |");
        Line(text, $"|---|---|---|---|---:|---:|---:|---:|---:|---:|");
        foreach (var result in results)
            Harsh(text, truth, result);
        Line(text, $"");
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

    private static void Harsh(StringBuilder text, GroundTruth truth, AccuracyResult result)
    {
        foreach (var (drives, which) in ((string, Func<int, bool>)[])[("all", _ => true), ("odd", d => d % 2 == 1), ("even", d => d % 2 == 0)])
        {
            foreach (var (level, least) in ((string, Level)[])[("all", Level.Low), ("medium, high", Level.Medium)])
                Row(result.Variant.Title, "manoeuvres", drives, level, HarshScore.Of(truth.Manoeuvres, result.Harsh, which, least));
        }

        foreach (var (level, least) in ((string, Level)[])[("all", Level.Low), ("medium, high", Level.Medium)])
            Row(result.Variant.Title, "rows", "all", level, HarshScore.Of(truth.Rows, result.Harsh, _ => true, least));

        void Row(string title, string counted, string drives, string level, HarshScore score) => Line(
            text,
            $"| {title} | {counted} | {drives} | {level} | {score.Labels.Count} | {score.Detections.Count} | {score.Pairs.Count} | {Share(score.Pairs.Count, score.Detections.Count)} | {Share(score.Pairs.Count, score.Labels.Count)} | {score.F1:0.000} |");
    }

    private static string Share(int part, int whole) =>
        whole == 0 ? "–" : ((double)part / whole).ToString("0.000", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
