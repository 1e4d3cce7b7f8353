using System.Globalization;

namespace Fleet.Safety;

/// <summary>Findings against labels of at least a level, one to one, each label taking the nearest free finding within three seconds.</summary>
internal readonly record struct DetectionScore(int Labels, int Findings, int Hits)
{
    public double Precision => Findings == 0 ? 0 : (double)Hits / Findings;

    public double Recall => Labels == 0 ? 0 : (double)Hits / Labels;

    public double F1 => Hits == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    public static DetectionScore Of(
        IEnumerable<LabelledDrives.Event> labels,
        IEnumerable<(int Drive, SafetyFinding Finding)> findings,
        Severity atLeast)
    {
        var truth = labels.Where(l => l.Level >= atLeast).ToList();
        var found = findings.Where(f => f.Finding.Severity >= atLeast).ToList();
        var free = found.ToHashSet();
        var hits = 0;
        foreach (var label in truth)
        {
            var nearest = free
                .Where(f => f.Drive == label.Drive && (f.Finding.At - label.At).Duration() <= TimeSpan.FromSeconds(3))
                .OrderBy(f => (f.Finding.At - label.At).Duration())
                .Take(1)
                .ToList();
            hits += nearest.Count;
            free.ExceptWith(nearest);
        }

        return new DetectionScore(truth.Count, found.Count, hits);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"labels {Labels,3}  findings {Findings,3}  precision {Precision:0.00}  recall {Recall:0.00}  F1 {F1:0.000}");
}
