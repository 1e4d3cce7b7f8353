using System.Globalization;
using System.Text;
using Fleet.Vehicles;

namespace Fleet.Devices.Accuracy;

/// <summary>
/// Why satellites cannot find what the box labelled: how alike its acceleration and that by satellite speed are, and what the
/// box's own readings would be worth to it if they were means over as many seconds as a speed's slope needs.
/// </summary>
internal sealed class SatelliteBound(RecordedDrives drives, GroundTruth truth)
{
    private const double Gravity = 9.80665;

    /// <summary>Slower a car shows little of either, km/h.</summary>
    private const double MovingKmh = 7;

    public void Write(StringBuilder text)
    {
        text.AppendLine("### Why not by satellite");
        text.AppendLine();
        text.AppendLine("How alike (correlation) the box's acceleration along the vehicle is to the slope of the satellite speed, over so many seconds and read so much later than their middle:");
        text.AppendLine();
        text.AppendLine("| slope over | at once | 1 s later | 2 s later |");
        text.AppendLine("|---:|---:|---:|---:|");
        foreach (var span in (int[])[2, 4])
            text.AppendLine(CultureInfo.InvariantCulture, $"| {span} s | {Correlation(span, 0):0.00} | {Correlation(span, 1):0.00} | {Correlation(span, 2):0.00} |");
        text.AppendLine();
        text.AppendLine("What its own readings would find of its labels if each were a mean over so many seconds, at whatever threshold is best for all drives: no satellite fix can do better, and real ones add their noise:");
        text.AppendLine();
        text.AppendLine("| mean over | best threshold g | precision / recall / F1 |");
        text.AppendLine("|---:|---:|---|");
        foreach (var seconds in (int[])[1, 2, 3, 5])
        {
            var (threshold, score) = Enumerable.Range(10, 36).Select(t => (t / 100.0, Find(seconds, t / 100.0))).MaxBy(t => t.Item2.F1);
            text.AppendLine(CultureInfo.InvariantCulture, $"| {seconds} s | {threshold:0.00} | {score.Precision:0.00} / {score.Recall:0.00} / {score.F1:0.000} |");
        }

        text.AppendLine();
    }

    private double Correlation(int span, int late)
    {
        var pairs = new List<(double A, double B)>();
        foreach (var positions in drives.Positions.Values)
        {
            for (var i = span; i < positions.Count; i++)
            {
                var then = i - (span / 2) - late;
                if (then >= 0 && IsWhole(positions, Math.Min(then, i - span), i) && positions[i].SpeedKmh >= MovingKmh)
                    pairs.Add((positions[then].Acceleration!.Value.X, (positions[i].SpeedKmh!.Value - positions[i - span].SpeedKmh!.Value) / span));
            }
        }

        var (a, b) = (pairs.Average(p => p.A), pairs.Average(p => p.B));
        return pairs.Sum(p => (p.A - a) * (p.B - b)) / Math.Sqrt(pairs.Sum(p => (p.A - a) * (p.A - a)) * pairs.Sum(p => (p.B - b) * (p.B - b)));
    }

    private HarshScore Find(int seconds, double threshold)
    {
        var found = new List<HarshDetection>();
        foreach (var (drive, positions) in drives.Positions)
        {
            var (last, peak) = (DateTimeOffset.MinValue, 0.0);
            for (var i = seconds - 1; i < positions.Count; i++)
            {
                if (!IsWhole(positions, i - seconds + 1, i))
                    continue;

                var mean = positions.Skip(i - seconds + 1).Take(seconds).Select(p => p.Acceleration!.Value).ToList();
                var strength = Math.Max(Math.Abs(mean.Average(r => r.X)), Math.Abs(mean.Average(r => r.Y))) / Gravity;
                if (strength < threshold)
                    continue;

                var now = positions[i].Timestamp;
                var detection = new HarshDetection(drive, now - TimeSpan.FromSeconds((seconds - 1) / 2.0), Level.Low);
                if ((now - last).TotalSeconds > 2)
                    (found, peak) = ([.. found, detection], strength);
                else if (strength > peak)
                    (found[^1], peak) = (detection, strength);
                last = now;
            }
        }

        return HarshScore.Of(truth.Manoeuvres, found, _ => true, Level.Low);
    }

    /// <summary>A position each second.</summary>
    private static bool IsWhole(IReadOnlyList<Position> positions, int from, int to) =>
        (positions[to].Timestamp - positions[from].Timestamp).TotalSeconds == to - from;
}
