using System.Globalization;
using Fleet.Testing;

namespace Fleet.Vehicles;

/// <summary>Real traces as positions.</summary>
internal static class TraceReader
{
    public sealed record Drive(int Number, double TruthMeters, List<Position> Positions);

    public static List<Drive>? Omaha()
    {
        if (SharedData.Find("nds_blackbox_omaha/drives.csv") is not { } path)
            return null;

        var lines = File.ReadAllLines(path);
        var header = lines[0].Split(',');
        int Column(string name) => Array.IndexOf(header, name);
        var (drive, time, lat, lon) = (Column("drive"), Column("time_utc"), Column("gps_lat"), Column("gps_long"));
        var (speed, distance) = (Column("speed_mph"), Column("distance_miles"));
        return [.. lines.Skip(1).Select(l => l.Split(',')).GroupBy(f => int.Parse(f[drive], CultureInfo.InvariantCulture)).Select(g => new Drive(
            g.Key,
            g.Sum(f => f[distance].Length == 0 ? 0 : Number(f[distance]) * 1609.344),
            [.. g.Select(f => new Position
            {
                Timestamp = DateTimeOffset.Parse(f[time], CultureInfo.InvariantCulture),
                ReceivedAt = DateTimeOffset.Parse(f[time], CultureInfo.InvariantCulture),
                Latitude = Number(f[lat]),
                Longitude = Number(f[lon]),
                SpeedKmh = Number(f[speed]) * 1.609344,
            })]))];
    }

    /// <summary>Tracks at 1 Hz without speed, and the length of the road driven.</summary>
    public static List<Drive>? MapMatched()
    {
        if (SharedData.Find("mapmatched_tracks/route_lengths.csv") is not { } path)
            return null;

        return [.. File.ReadLines(path).Skip(1).Select(l => l.Split(',')).Select(f => new Drive(
            int.Parse(f[0], CultureInfo.InvariantCulture),
            Number(f[6]),
            [.. File.ReadLines(SharedData.Find($"mapmatched_tracks/tracks/{f[0]}.track")!).Select(l => l.Split('\t')).Select(p => new Position
            {
                Timestamp = Vehicles.Positions.Start.AddSeconds(Number(p[2])),
                ReceivedAt = Vehicles.Positions.Start.AddSeconds(Number(p[2])),
                Latitude = Number(p[1]),
                Longitude = Number(p[0]),
            })]))];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
