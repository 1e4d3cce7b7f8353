using System.Globalization;
using Fleet.Devices.Traces;

namespace Fleet.Devices.Accuracy;

/// <summary>The labels of nds_blackbox_omaha/drives.csv.</summary>
internal sealed record GroundTruth(IReadOnlyList<DriveTruth> Drives, IReadOnlyList<HarshLabel> Labels)
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
        var distances = new SortedDictionary<int, double>();
        var labels = new List<HarshLabel>();
        foreach (var record in table.Records())
        {
            var number = int.Parse(record.Fields[drive], CultureInfo.InvariantCulture);
            var distance = record.Fields[miles].Length == 0 ? 0 : double.Parse(record.Fields[miles], CultureInfo.InvariantCulture);
            distances[number] = distances.GetValueOrDefault(number) + distance;
            if (record.Fields[level] is { Length: > 0 } name)
                labels.Add(new HarshLabel(number, DateTimeOffset.Parse(record.Fields[time], CultureInfo.InvariantCulture), Levels.OfLabel(name)));
        }

        return new GroundTruth([.. distances.Select(d => new DriveTruth(d.Key, d.Value * KilometresPerMile, !Incomplete.Contains(d.Key)))], labels);
    }
}
