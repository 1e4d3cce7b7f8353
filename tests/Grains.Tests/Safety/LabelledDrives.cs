using System.Globalization;
using Fleet.Testing;
using Fleet.Vehicles;

namespace Fleet.Safety;

/// <summary>The drives of shared/data/nds_blackbox_omaha with the acceleration events that the device itself labelled.</summary>
internal sealed class LabelledDrives
{
    public sealed record Event(int Drive, DateTimeOffset At, Severity Level);

    private LabelledDrives(SortedDictionary<int, List<Position>> positions, List<Event> events) =>
        (Positions, Events) = (positions, events);

    public SortedDictionary<int, List<Position>> Positions { get; }

    /// <summary>Rows of one drive that share an event number are one event: its time is the strongest row's, its level the highest.</summary>
    public List<Event> Events { get; }

    public static LabelledDrives? Load()
    {
        if (SharedData.Find("nds_blackbox_omaha/drives.csv") is not { } path)
        {
            return null;
        }

        var lines = File.ReadLines(path).Select(l => l.Split(','));
        var columns = lines.First().Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i);
        var positions = new SortedDictionary<int, List<Position>>();
        var labels = new List<(Event Event, string Number, double Strength)>();
        foreach (var row in lines.Skip(1))
        {
            double Number(string column) => double.Parse(row[columns[column]], CultureInfo.InvariantCulture);
            var drive = int.Parse(row[columns["drive"]], CultureInfo.InvariantCulture);
            var at = DateTimeOffset.Parse(row[columns["time_utc"]], CultureInfo.InvariantCulture);
            if (!positions.TryGetValue(drive, out var list))
            {
                positions[drive] = list = [];
            }

            list.Add(new Position
            {
                Timestamp = at,
                ReceivedAt = at,
                Latitude = Number("gps_lat"),
                Longitude = Number("gps_long"),
                SpeedKmh = Number("speed_mph") * 1.609344,
                HeadingDegrees = Number("gps_heading_raw"),
                Acceleration = new Vector3(Number("accel_x"), Number("accel_y"), Number("accel_z")).Times(Drive.G),
                Gyroscope = new Vector3(Number("gyro_x"), Number("gyro_y"), Number("gyro_z")).Times(Math.PI / 180),
            });
            if (row[columns["accel_event_cat"]] is { Length: > 0 } level)
            {
                labels.Add((
                    new Event(drive, at, level switch { "low" => Severity.Low, "med" => Severity.Medium, _ => Severity.High }),
                    row[columns["accel_event"]],
                    Math.Max(Math.Abs(Number("accel_x")), Math.Abs(Number("accel_y")))));
            }
        }

        var events = labels.GroupBy(l => (l.Event.Drive, l.Number))
            .Select(g => g.MaxBy(l => l.Strength).Event with { Level = g.Max(l => l.Event.Level) })
            .ToList();
        return new LabelledDrives(positions, events);
    }

    /// <summary>All drives in their order through one vehicle's state; each drive begins without a previous position.</summary>
    public List<(int Drive, SafetyFinding Finding)> Detect(Func<Position, Position> with)
    {
        var state = new SafetyState();
        var all = new List<(int, SafetyFinding)>();
        foreach (var (drive, positions) in Positions)
        {
            var findings = new List<SafetyFinding>();
            Position? previous = null;
            foreach (var position in positions.Select(with))
            {
                SafetyMonitor.Apply(state, new SafetyInput(previous, position, position.SpeedKmh ?? 0, null, null), new SafetyThresholds(), findings);
                previous = position;
            }

            all.AddRange(findings.Select(f => (drive, f)));
        }

        return all;
    }
}
