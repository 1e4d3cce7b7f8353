namespace Fleet.Devices.Accuracy;

/// <summary>How detections compare with labels. A label and a detection match at most one of the other.</summary>
internal sealed record HarshScore
{
    /// <summary>How far a detection may be from its label. The box marks the peak of an event to the second, and now and then a second off.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(3);

    private readonly List<(HarshLabel Label, HarshDetection Detection)> _pairs = [];

    private HarshScore(IReadOnlyList<HarshLabel> labels, IReadOnlyList<HarshDetection> detections) => (Labels, Detections) = (labels, detections);

    public IReadOnlyList<HarshLabel> Labels { get; }

    public IReadOnlyList<HarshDetection> Detections { get; }

    public IReadOnlyList<(HarshLabel Label, HarshDetection Detection)> Pairs => _pairs;

    public double Recall => Share(_pairs.Count, Labels.Count);

    public double Precision => Share(_pairs.Count, Detections.Count);

    /// <summary>Harmonic mean of precision and recall.</summary>
    public double F1 => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;

    /// <summary>
    /// Pairs labels and detections of the same drive no more than <paramref name="tolerance"/> apart. Going through
    /// both in order of time and pairing whatever fits gives the greatest possible number of pairs, because the
    /// tolerance is the same for all.
    /// </summary>
    public static HarshScore Of(IEnumerable<HarshLabel> labels, IEnumerable<HarshDetection> detections, TimeSpan tolerance)
    {
        var score = new HarshScore(
            [.. labels.OrderBy(l => l.Drive).ThenBy(l => l.Time)],
            [.. detections.OrderBy(d => d.Drive).ThenBy(d => d.Time)]);
        int l = 0, d = 0;
        while (l < score.Labels.Count && d < score.Detections.Count)
        {
            var (label, detection) = (score.Labels[l], score.Detections[d]);
            var order = label.Drive != detection.Drive ? label.Drive.CompareTo(detection.Drive)
                : label.Time + tolerance < detection.Time ? -1
                : detection.Time + tolerance < label.Time ? 1 : 0;
            if (order == 0)
                score._pairs.Add((label, detection));
            l += order <= 0 ? 1 : 0;
            d += order >= 0 ? 1 : 0;
        }

        return score;
    }

    /// <summary>Labels of some drives and at least a level, against the detections of the same.</summary>
    public static HarshScore Of(IEnumerable<HarshLabel> labels, IEnumerable<HarshDetection> detections, Func<int, bool> drives, Level atLeast) => Of(
        labels.Where(l => drives(l.Drive) && l.Level >= atLeast), detections.Where(d => drives(d.Drive) && d.Level >= atLeast), Tolerance);

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
