using System.Collections.Immutable;
using System.Globalization;
using Fleet.Geography;
using Fleet.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Geofences;

/// <summary>
/// 10,000 fences and more over published boundaries (counties that share borders, coasts that share none, neighbourhoods, truck stops
/// within counties): exactly one entry and one exit for each time that a vehicle truly went in and out, none from jitter.
/// </summary>
public sealed class BorderCrossingTests
{
    private const int Fixes = 400;

    private static readonly DateTimeOffset Start = new(2024, 4, 13, 12, 0, 0, TimeSpan.Zero);

    [SkippableFact]
    public void Each_crossing_is_told_once_and_jitter_never()
    {
        var fences = Published();
        Skip.If(fences is null, "shared/data/geofences is absent: crossings of real borders were not tried.");
        Assert.True(fences.Count >= 10_000);
        var index = Fences.Index(fences);
        var (crossings, judged, stands) = (0, 0, 0);
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var border = BorderOf(fences[random.Next(fences.Count)].Shape, random);
            var drive = BorderDrive.Over(index, border.Latitude, border.Longitude, random, Start, Fixes);
            stands += drive.Fixes.Count > Fixes ? 1 : 0;
            var told = Drive(drive, index);
            foreach (var fence in Touched(drive, index, told))
            {
                var mine = told.Where(t => t.Crossing.Fence.GeofenceId == fence.Definition.GeofenceId).ToList();
                crossings += mine.Count;
                judged += Judge(drive, fence, mine) ? 1 : 0;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

        Assert.True(crossings > 500, $"only {crossings} crossings");
        Assert.True(judged > 300, $"only {judged} stays could be judged");
        Assert.True(stands > 100, $"only {stands} drives stood on a border");
    }

    /// <summary>Holds what must hold for every vehicle and fence. True where also the exact number was known, and was told.</summary>
    private static bool Judge(BorderDrive drive, IndexedFence fence, List<(int Fix, GeofenceCrossing Crossing)> told)
    {
        var depth = drive.Fixes.Select(f => -fence.SignedDistance(f.Latitude, f.Longitude)).ToArray();
        var (inside, runs, gaps, next) = (false, 0, 0, 0);
        var (wasTrulyInside, runIsClear, gapIsClear, isDecidable) = (false, false, true, true);
        for (var i = 0; i < depth.Length; i++)
        {
            for (; next < told.Count && told[next].Fix == i; next++)
            {
                Assert.NotEqual(inside, told[next].Crossing.Entry); // in turn
                inside = told[next].Crossing.Entry;
                Assert.True(inside ? depth[i] >= 0 : depth[i] <= 0, "told on the wrong side of the border");
            }

            var moves = drive.Fixes[i].Fix.SpeedKmh >= 3;
            var clear = 2 * drive.Accuracy;
            Assert.True(!(moves && depth[i] > clear) || inside, "well inside, and not told");
            Assert.True(!(moves && depth[i] < -clear) || !inside, "well outside, and not told");

            var trulyInside = depth[i] > 0;
            if (trulyInside != wasTrulyInside)
            {
                (runs, gaps) = trulyInside ? (runs + 1, gaps) : (runs, gaps + 1);
                isDecidable &= trulyInside ? gapIsClear : runIsClear;
                (runIsClear, gapIsClear) = (false, false);
            }

            runIsClear |= trulyInside && moves && depth[i] > clear;
            gapIsClear |= !trulyInside && moves && depth[i] < -clear;
            wasTrulyInside = trulyInside;
        }

        isDecidable &= wasTrulyInside ? runIsClear : gapIsClear;
        if (isDecidable)
        {
            Assert.Equal((runs, gaps), (told.Count(t => t.Crossing.Entry), told.Count(t => !t.Crossing.Entry)));
        }

        return isDecidable;
    }

    private static List<(int Fix, GeofenceCrossing Crossing)> Drive(BorderDrive drive, GeofenceIndex index)
    {
        var (state, crossings, told) = (new OccupancyState(), new List<GeofenceCrossing>(), new List<(int, GeofenceCrossing)>());
        for (var i = 0; i < drive.Fixes.Count; i++)
        {
            crossings.Clear();
            GeofenceMonitor.Apply(state, "truck", drive.Fixes[i].Fix, index, crossings);
            told.AddRange(crossings.Select(c => (i, c)));
        }

        return told;
    }

    /// <summary>All that the drive truly or seemingly came into. Tiny ones are entered by another rule: at half their depth.</summary>
    private static IEnumerable<IndexedFence> Touched(BorderDrive drive, GeofenceIndex index, List<(int Fix, GeofenceCrossing Crossing)> told)
    {
        var touched = told.Select(t => t.Crossing.Fence.GeofenceId).ToHashSet(StringComparer.Ordinal);
        foreach (var (fix, latitude, longitude) in drive.Fixes)
        {
            touched.UnionWith(index.IdsAt(fix.Latitude, fix.Longitude));
            touched.UnionWith(index.IdsAt(latitude, longitude));
        }

        foreach (var id in touched)
        {
            Assert.True(index.TryGet(id, out var fence));
            if (drive.Fixes.All(f => !fence.Contains(f.Fix.Latitude, f.Fix.Longitude)
                || fence.Geometry.Inradius(Plane.Normalize(f.Fix.Longitude), f.Fix.Latitude) > 6 * drive.Accuracy))
            {
                yield return fence;
            }
        }
    }

    private static List<GeofenceDefinition>? Published()
    {
        if (SharedData.Find("geofences/us_counties.geojson") is not { } counties)
        {
            return null;
        }

        var limits = new GeofenceShapeLimits();
        var real = GeoJson.Read(counties, "AFFGEOID")
            .Concat(GeoJson.Read(SharedData.Find("geofences/san_francisco_neighborhoods.geojson")!, "name"))
            .Concat(GeoJson.Read(SharedData.Find("geofences/austin_neighborhoods.geojson")!, "name"))
            .Where(s => GeofenceShapeValidator.Validate(s.Shape, limits) is null)
            .DistinctBy(s => s.Name)
            .ToList();

        // The same borders in two more parts of the world: one of them over the seam.
        var all = new[] { 0.0, 110, 250 }.SelectMany(turn => real.Select(s => Fences.Of($"{s.Name}@{turn}", Turned(s.Shape, turn)))).ToList();
        if (SharedData.Find("truck_stops/Truck_Stop_Parking.csv") is { } stops)
        {
            all.AddRange(File.ReadLines(stops).Skip(1).Select(l => l.Split(',')).Index()
                .Where(l => l.Item.Length > 3 && Number(l.Item[^3]) is not null && Number(l.Item[^2]) is not null) // latitude and longitude
                .Select(l => Fences.Circle($"stop{l.Index}", Number(l.Item[^3])!.Value, Number(l.Item[^2])!.Value, 300)));
        }

        return all;
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static PolygonShape Turned(PolygonShape shape, double degrees)
    {
        return degrees == 0 ? shape : shape with
        {
            Polygons = [.. shape.Polygons.Select(p => new PolygonRings { Outer = Ring(p.Outer), Holes = [.. p.Holes.Select(Ring)] })],
        };

        ImmutableArray<GeoPoint> Ring(ImmutableArray<GeoPoint> ring) => [.. ring.Select(p => new GeoPoint(p.Latitude, p.Longitude + degrees))];
    }

    private static GeoPoint BorderOf(GeofenceShape shape, Random random)
    {
        if (shape is not PolygonShape polygon)
        {
            return ((CircleShape)shape).Center;
        }

        var ring = polygon.Polygons[random.Next(polygon.Polygons.Length)].Outer;
        var point = ring[random.Next(ring.Length)];
        return point with { Longitude = Plane.Normalize(point.Longitude) };
    }
}
