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
        var (latitude, longitude) = (Column("gps_lat"), Column("gps_long"));
        var drives = new SortedDictionary<int, DriveTruth>();
        var labels = new List<HarshLabel>();
        var last = default(Fix);
        foreach (var record in table.Records())
        {
            double Number(int column) => record.Fields[column].Length == 0 ? 0 : double.Parse(record.Fields[column], CultureInfo.InvariantCulture);
            var fix = new Fix((int)Number(drive), DateTimeOffset.Parse(record.Fields[time], CultureInfo.InvariantCulture), Number(latitude), Number(longitude));
            var driven = Number(miles) * KilometresPerMile;
            var before = drives.GetValueOrDefault(fix.Drive, new DriveTruth(fix.Drive, 0, 0, !Incomplete.Contains(fix.Drive)));
            var hole = last.Drive == fix.Drive && fix.Time - last.Time > TimeSpan.FromSeconds(1) ? Math.Max(0, last.KilometresTo(fix) - driven) : 0;
            drives[fix.Drive] = before with { Kilometres = before.Kilometres + driven, HoleKilometres = before.HoleKilometres + hole };
            if (record.Fields[level] is { Length: > 0 } name)
                labels.Add(new HarshLabel(fix.Drive, fix.Time, Levels.OfLabel(name)));
            last = fix;
        }

        return new GroundTruth([.. drives.Values], labels);
    }

    private readonly record struct Fix(int Drive, DateTimeOffset Time, double Latitude, double Longitude)
    {
        /// <summary>Great circle by the haversine formula, mean radius 6371.0088 km.</summary>
        public double KilometresTo(Fix other)
        {
            static double Square(double x) => x * x;
            const double Radian = Math.PI / 180;
            var half = Square(Math.Sin((other.Latitude - Latitude) * Radian / 2))
                + (Math.Cos(Latitude * Radian) * Math.Cos(other.Latitude * Radian) * Square(Math.Sin((other.Longitude - Longitude) * Radian / 2)));
            return 2 * 6371.0088 * Math.Asin(Math.Sqrt(half));
        }
    }
}
