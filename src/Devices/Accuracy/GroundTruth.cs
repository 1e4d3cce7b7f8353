using System.Globalization;
using Fleet.Devices.Traces;

namespace Fleet.Devices.Accuracy;

/// <summary>The labels of nds_blackbox_omaha/drives.csv.</summary>
/// <param name="Rows">Every row with a level: a label a second.</param>
/// <param name="Manoeuvres">Rows of a drive that the box gave one number are one event of its: the strongest row's time, the highest level.</param>
internal sealed record GroundTruth(IReadOnlyList<DriveTruth> Drives, IReadOnlyList<HarshLabel> Rows, IReadOnlyList<HarshLabel> Manoeuvres)
{
    private const double KilometresPerMile = 1.609344;

    /// <summary>Drives whose first part is missing (the data set's SOURCE.txt).</summary>
    private static readonly int[] Incomplete = [1, 3, 4, 15, 19];

    /// <exception cref="TraceException">The file is not there, or not this data set.</exception>
    public static GroundTruth Read(string path)
    {
        if (!File.Exists(path))
            throw new TraceException($"{path} is not there: the accuracy figures need the nds_blackbox_omaha data set (docs/accuracy.md says where to get it)");
        using var table = new DelimitedTable(File.OpenRead(path), null, hasHeader: true);
        int Column(string name) => table.Columns.ToList().IndexOf(name) is var i && i >= 0 ? i : throw new TraceException($"{path} has no column {name}");
        var (drive, time, miles, level) = (Column("drive"), Column("time_utc"), Column("distance_miles"), Column("accel_event_cat"));
        var (number, x, y) = (Column("accel_event"), Column("accel_x"), Column("accel_y"));
        var drives = new SortedDictionary<int, DriveTruth>();
        var labels = new List<(HarshLabel Label, string Number, double Strength)>();
        foreach (var record in table.Records())
        {
            double Number(int column) => record.Fields[column].Length == 0 ? 0 : double.Parse(record.Fields[column], CultureInfo.InvariantCulture);
            var which = (int)Number(drive);
            var before = drives.GetValueOrDefault(which, new DriveTruth(which, 0, !Incomplete.Contains(which)));
            drives[which] = before with { Kilometres = before.Kilometres + (Number(miles) * KilometresPerMile) };
            if (record.Fields[level] is { Length: > 0 } name)
            {
                var at = DateTimeOffset.Parse(record.Fields[time], CultureInfo.InvariantCulture);
                var strength = Math.Max(Math.Abs(Number(x)), Math.Abs(Number(y)));
                labels.Add((new HarshLabel(which, at, Levels.OfLabel(name)), record.Fields[number], strength));
            }
        }

        var manoeuvres = labels.GroupBy(l => (l.Label.Drive, l.Number))
            .Select(g => g.MaxBy(l => l.Strength).Label with { Level = g.Max(l => l.Label.Level) });
        return new GroundTruth([.. drives.Values], [.. labels.Select(l => l.Label)], [.. manoeuvres]);
    }
}
