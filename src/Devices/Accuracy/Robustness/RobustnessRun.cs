using System.Globalization;
using System.Text;
using Fleet.Safety;

namespace Fleet.Devices.Accuracy;

/// <summary>
/// How the rules do on devices nobody tuned them on, made from the labelled drives: other mountings, rates, losses, faults; and how
/// much hangs on each of their constants. Without a host: positions straight into the code that a vehicle runs.
/// </summary>
internal sealed class RobustnessRun
{
    private static readonly double[] Factors = [0.8, 0.9, 1.1, 1.2];

    private readonly RecordedDrives _drives;
    private readonly GroundTruth _truth;
    private readonly IReadOnlyList<HarshLabel> _level;
    private readonly List<RobustnessRow> _rows = [];
    private readonly List<SensitivityRow> _constants = [];

    public RobustnessRun(RecordedDrives drives, GroundTruth truth)
    {
        (_drives, _truth, _level) = (drives, truth, LevelTruth.Of(drives));
        foreach (var disturbance in Disturbance.All(drives))
            _rows.Add(Measure(disturbance));

        var shipped = Sensitivity("(none)", HarshRules.Shipped);
        foreach (var constant in typeof(HarshRules).GetProperties().Where(p => p.PropertyType == typeof(double)).OrderBy(p => p.MetadataToken))
        {
            var value = (double)constant.GetValue(HarshRules.Shipped)!;
            var worst = shipped;
            foreach (var factor in Factors)
            {
                var rules = HarshRules.Shipped with { };
                constant.SetValue(rules, value * factor);
                worst = worst.Worse(Sensitivity(constant.Name, rules));
            }

            _constants.Add(worst with { Constant = constant.Name, Shipped = value });
        }

        _constants.Insert(0, shipped);
    }

    public IReadOnlyList<RobustnessRow> Rows => _rows;

    public IEnumerable<Goal> Goals()
    {
        yield return Goal.AtLeast(
            "nds_blackbox_omaha: medium and high by accelerometer, unit on any side: the worst of the mountings' F1", 0.95, Row(Disturbance.OnAnySide).Labelled.Min(), "0.000");
        yield return Goal.AtLeast(
            "nds_blackbox_omaha: the same, unit turned any way, against what the box would have labelled when level", 0.95, Row(Disturbance.TurnedAnyWay).Level.Min(), "0.000");
        yield return Goal.AtLeast(
            "nds_blackbox_omaha: the same against its labels, found at whatever level", 0.95, Row(Disturbance.TurnedAnyWay).AnyLevel.Min(), "0.000");
    }

    public void Write(StringBuilder text)
    {
        text.AppendLine("### Harsh events on other devices");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"The same drives as other devices would have reported them, through the code that a vehicle runs, without a host: F1 over the manoeuvres by accelerometer. Where chance decides, 20 seeds (24 sides, 8 corners): the median and, in brackets, the worst. *Level truth*: the box's rule on its readings with the lean of its mounting taken out, {_level.Count} manoeuvres, {_level.Count(l => l.Level >= Level.Medium)} of them medium or high.");
        text.AppendLine();
        text.AppendLine("| device | runs | labels, medium and high | labels, all | medium and high, at whatever level | level truth, medium and high | level truth, all |");
        text.AppendLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (var row in _rows)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Name} | {row.Labelled.Count} | {Spread(row.Labelled)} | {Spread(row.LabelledAll)} | {Spread(row.AnyLevel)} | {Spread(row.Level)} | {Spread(row.LevelAll)} |");
        text.AppendLine();
        text.AppendLine("### How much hangs on each constant");
        text.AppendLine();
        text.AppendLine("Each constant of `HarshRules` 20 and 10 % smaller and larger: the worst F1 of the four (all levels; as recorded and by satellite against the labels, turned against the level truth). The first row is what is shipped.");
        text.AppendLine();
        text.AppendLine("| constant | shipped | as recorded | turned | GPS only | gyroscope and GPS |");
        text.AppendLine("|---|---:|---:|---:|---:|---:|");
        foreach (var row in _constants)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Constant} | {row.Shipped:0.###} | {row.Recorded:0.000} | {row.Turned:0.000} | {row.Gps:0.000} | {row.Gyroscope:0.000} |");
        text.AppendLine();
    }

    private RobustnessRow Row(string name) => _rows.Single(r => r.Name == name);

    private RobustnessRow Measure(Disturbance disturbance)
    {
        var row = new RobustnessRow(disturbance.Name, [], [], [], [], []);
        foreach (var run in disturbance.Runs)
        {
            var found = PureDetection.Run(_drives, run);
            row.Labelled.Add(F1(_truth.Manoeuvres, found, Level.Medium));
            row.LabelledAll.Add(F1(_truth.Manoeuvres, found, Level.Low));
            row.AnyLevel.Add(AnyLevel(_truth.Manoeuvres, found));
            row.Level.Add(F1(_level, found, Level.Medium));
            row.LevelAll.Add(F1(_level, found, Level.Low));
        }

        return row;
    }

    private SensitivityRow Sensitivity(string constant, HarshRules rules) => new(
        constant,
        0,
        F1(_truth.Manoeuvres, PureDetection.Run(_drives, Disturbance.Each(p => p), rules), Level.Low),
        F1(_level, PureDetection.Run(_drives, Disturbance.Each(Mount.Any(new Random(1)).Turn), rules), Level.Low),
        F1(_truth.Manoeuvres, PureDetection.Run(_drives, Disturbance.Each(p => p with { Acceleration = null, Gyroscope = null }), rules), Level.Low),
        F1(_truth.Manoeuvres, PureDetection.Run(_drives, Disturbance.Each(p => p with { Acceleration = null }), rules), Level.Low));

    private static double F1(IReadOnlyList<HarshLabel> labels, IReadOnlyList<HarshDetection> found, Level atLeast) =>
        HarshScore.Of(labels, found, _ => true, atLeast).F1;

    /// <summary>Medium and high labels found at whatever level, and medium and high findings with whatever label.</summary>
    private static double AnyLevel(IReadOnlyList<HarshLabel> labels, IReadOnlyList<HarshDetection> found)
    {
        var recall = HarshScore.Of(labels.Where(l => l.Level >= Level.Medium), found, HarshScore.Tolerance).Recall;
        var precision = HarshScore.Of(labels, found.Where(f => f.Level >= Level.Medium), HarshScore.Tolerance).Precision;
        return recall + precision > 0 ? 2 * recall * precision / (recall + precision) : 0;
    }

    private static string Spread(List<double> values) => values.Count == 1
        ? values[0].ToString("0.000", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{values.Order().ElementAt(values.Count / 2):0.000} ({values.Min():0.000})");
}
