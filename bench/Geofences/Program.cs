using System.Globalization;
using Fleet.Bench;
using Fleet.Geofences;

// dotnet run -c Release --project bench/Geofences [counties.geojson] [--rounds N] [--sizes 100,10000,100000]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var rounds = Option("--rounds") is { } r ? int.Parse(r, CultureInfo.InvariantCulture) : 7;
var sizes = (Option("--sizes") ?? "100,10000,100000").Split(',').Select(s => int.Parse(s, CultureInfo.InvariantCulture));
var file = args.FirstOrDefault(a => a.EndsWith("json", StringComparison.Ordinal)) ?? Shapes.FindCounties();
var shapes = file is null ? Shapes.MadeUp(3_000) : Shapes.Read(file);
Console.WriteLine(file is null ? "made-up polygons (no counties file found)" : file);
Console.WriteLine($"{shapes.Count} shapes, {shapes.Average(Shapes.Vertices):0.0} vertices each; medians of {rounds} interleaved rounds, CPU time");
Console.WriteLine();
Console.WriteLine("| polygons | index ns | NTS ns | ratio | index ns, by neighbourhood | NTS ns | ratio | hits a point | index build s | NTS build s | index B/fence | one change µs |");
Console.WriteLine("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
foreach (var size in sizes)
{
    var fences = Shapes.Replicate(shapes, size);
    var points = Shapes.Points(fences, 65_536);
    var before = GC.GetTotalMemory(forceFullCollection: true);
    var (index, build) = Cpu.Time(() => GeofenceIndex.Empty.With(new GeofenceChanges { Version = 1, Since = -1, Complete = true, Defined = [.. fences] }));
    var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)size;
    var (peer, peerBuild) = Cpu.Time(() => new PreparedTree(fences));
    List<double> ours = [], theirs = [], oursNear = [], theirsNear = [];

    // The same points, those of a neighbourhood one after the other: what random order costs is memory, not work.
    var near = points.OrderBy(p => Math.Floor(p.Lat)).ThenBy(p => Math.Floor(p.Lon)).ThenBy(p => p.Lat).ToArray();
    var (made, nearMade) = (PreparedTree.Make(points), PreparedTree.Make(near));
    var (hits, peerHits) = (0L, 0L);
    for (var round = 0; round <= rounds; round++)
    {
        (hits, var mine) = Cpu.PerItem(points.Length * 8L, () => Run(index, points, 8));
        (peerHits, var other) = Cpu.PerItem(points.Length, () => peer.Run(made));
        var (_, mineNear) = Cpu.PerItem(points.Length * 8L, () => Run(index, near, 8));
        var (_, otherNear) = Cpu.PerItem(points.Length, () => peer.Run(nearMade));
        if (round > 0) // the first one warms up, and prepares the prepared
        {
            ours.Add(mine);
            theirs.Add(other);
            oursNear.Add(mineNear);
            theirsNear.Add(otherNear);
        }
    }

    if (hits != peerHits * 8)
    {
        Console.Error.WriteLine($"The answers differ: {hits / 8} and {peerHits} hits.");
        return 1;
    }

    var (_, change) = Cpu.PerItem(200, () => Change(index, fences, 200));
    Console.WriteLine(
        $"| {size:N0} | {Cpu.Median(ours):0} | {Cpu.Median(theirs):0} | {Cpu.Median(theirs) / Cpu.Median(ours):0.0} | {Cpu.Median(oursNear):0} | {Cpu.Median(theirsNear):0} | {Cpu.Median(theirsNear) / Cpu.Median(oursNear):0.0} | {hits / 8.0 / points.Length:0.00} | {build:0.0} | {peerBuild:0.0} | {bytes:0} | {change / 1000:0} |");
}

return 0;

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;

static long Run(GeofenceIndex index, (double Lat, double Lon)[] points, int times)
{
    var hits = 0L;
    for (var time = 0; time < times; time++)
    {
        foreach (var (lat, lon) in points)
        {
            foreach (var _ in index.At(lat, lon))
            {
                hits++;
            }
        }
    }

    return hits;
}

static long Change(GeofenceIndex index, List<GeofenceDefinition> fences, int times)
{
    for (var i = 0; i < times; i++)
    {
        index = index.With(new GeofenceChanges
        {
            Version = index.Version + 1,
            Since = index.Version,
            Complete = false,
            Defined = [fences[(int)(i * 2654435761L % fences.Count)]],
        });
    }

    return index.Version;
}
