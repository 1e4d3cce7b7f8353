using System.Globalization;
using Fleet.Devices.Traces;

namespace Fleet.Devices.Accuracy;

/// <summary>One track of mapmatched_tracks and the road that it drove.</summary>
/// <param name="Name">For example 00000002.</param>
/// <param name="GivenMeters">matched_route_m: whole arcs, without the jumps of the matched route.</param>
/// <param name="DrivenMeters">The same with its jumps, from where the first fix is to where the last one on the route is.</param>
/// <param name="OnRoute">Fixes from the first to the last that is within 50 m of the route.</param>
/// <param name="UntilSeconds">Time of that last fix, from the start.</param>
/// <param name="StandingShare">Time under 0.5 m/s.</param>
internal sealed record TrackTruth(string Name, string Path, double GivenMeters, double DrivenMeters, int OnRoute, int Fixes, double UntilSeconds, double StandingShare)
{
    /// <summary>A fix further from the route than this is not on it any more, metres.</summary>
    private const double OffRoute = 50;

    /// <summary>Of the data set's own lengths, metres.</summary>
    private const double EarthRadius = 6_371_008.8;

    private const double Degree = Math.PI / 180;

    public static IReadOnlyList<TrackTruth> Read(string folder)
    {
        var table = Path0(folder, "route_lengths.csv");
        if (!File.Exists(table))
            throw new TraceException($"{table} is not there: the accuracy figures need the mapmatched_tracks data set (docs/accuracy.md says where to get it)");

        return [.. File.ReadLines(table).Skip(1).Select(line => line.Split(',')).Select(f => Read(folder, f[0], Number(f[6]), Number(f[9])))];
    }

    private static TrackTruth Read(string folder, string name, double given, double standing)
    {
        var path = Path0(folder, "tracks", name + ".track");
        var fixes = File.ReadLines(path).Select(l => l.Split('\t')).Select(f => (Lon: Number(f[0]), Lat: Number(f[1]), At: Number(f[2]))).ToList();
        var route = File.ReadLines(Path0(folder, "routes", name + ".lonlat")).Select(l => l.Split('\t')).Select(f => (Lon: Number(f[0]), Lat: Number(f[1]))).ToList();
        var last = fixes.FindLastIndex(fix => Enumerable.Range(0, route.Count - 1).Any(i => Off(fix, route, i).Meters <= OffRoute));
        var length = Enumerable.Range(0, route.Count - 1).Sum(i => Distance(route[i], route[i + 1]));

        // The matched route begins and ends with whole arcs: what of them lies before the first and behind the last fix was not driven.
        var before = Off(fixes[0], route, 0).Share * Distance(route[0], route[1]);
        var behind = (1 - Off(fixes[last], route, route.Count - 2).Share) * Distance(route[^2], route[^1]);
        return new TrackTruth(name, path, given, length - before - behind, last + 1, fixes.Count, fixes[last].At, standing);
    }

    private static (double Meters, double Share) Off((double Lon, double Lat, double At) fix, List<(double Lon, double Lat)> route, int segment)
    {
        var cosine = Math.Cos(fix.Lat * Degree);
        (double X, double Y) Plane((double Lon, double Lat) p) => ((p.Lon - fix.Lon) * Degree * cosine * EarthRadius, (p.Lat - fix.Lat) * Degree * EarthRadius);
        var (a, b) = (Plane(route[segment]), Plane(route[segment + 1]));
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var square = (dx * dx) + (dy * dy);
        var share = square > 0 ? Math.Clamp(-((a.X * dx) + (a.Y * dy)) / square, 0, 1) : 0;
        return (Math.Sqrt(Math.Pow(a.X + (share * dx), 2) + Math.Pow(a.Y + (share * dy), 2)), share);
    }

    internal static double Distance((double Lon, double Lat) from, (double Lon, double Lat) to)
    {
        var (latitude, longitude) = (Math.Sin((to.Lat - from.Lat) * Degree / 2), Math.Sin((to.Lon - from.Lon) * Degree / 2));
        var h = (latitude * latitude) + (Math.Cos(from.Lat * Degree) * Math.Cos(to.Lat * Degree) * longitude * longitude);
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    private static string Path0(params string[] parts) => System.IO.Path.Combine(parts);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
