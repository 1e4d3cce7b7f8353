using Fleet.Vehicles;

namespace Fleet.Devices.Accuracy;

/// <summary>A way in which other devices differ from the one that recorded the drives.</summary>
/// <param name="Name">In words.</param>
/// <param name="Runs">Each one way to do it: what arrives instead of a drive's positions.</param>
internal sealed record Disturbance(string Name, IReadOnlyList<Func<int, IReadOnlyList<Position>, IEnumerable<Position>>> Runs)
{
    public const string OnAnySide = "on any of its six sides, any way round";
    public const string TurnedAnyWay = "turned any way";

    private const double Gravity = 9.80665;

    private const int Seeds = 20;

    public static IEnumerable<Disturbance> All(RecordedDrives drives)
    {
        yield return new Disturbance("as recorded", [(_, p) => p]);
        yield return new Disturbance(OnAnySide, [.. Mount.Square().Select(m => Each(m.Turn))]);
        yield return new Disturbance(TurnedAnyWay, Seeded(r => Each(Mount.Any(r).Turn)));
        yield return new Disturbance("turned any way, anew in the middle of every fourth drive", Seeded(Reseated));
        yield return new Disturbance("all signs reversed (down is positive)", [Each(p => With(p, a => Sum(default, a, -1)))]);
        var mean = Mean(drives);
        yield return new Disturbance("gravity left out", [Each(p => With(p, a => Sum(a, mean, -1)))]);
        yield return new Disturbance("in g instead of m/s²", [Each(p => With(p, a => Sum(default, a, 1 / Gravity)))]);
        yield return new Disturbance("0.03 g too much or too little on each axis", [.. Corners().Select(c => Each(p => With(p, a => Sum(a, c, 0.03 * Gravity))))]);
        foreach (var share in (double[])[0.1, 0.2, 0.3])
            yield return new Disturbance(FormattableString.Invariant($"{share:0 %} of the samples lost"), Seeded(r => (_, p) => p.Where(_ => r.NextDouble() >= share)));
        yield return new Disturbance("10 % of the samples twice", Seeded(r => (_, p) => p.SelectMany(x => Enumerable.Repeat(x, r.NextDouble() < 0.1 ? 2 : 1))));
        yield return new Disturbance("10 % of the samples one to five late", Seeded(r => (_, p) => Late(p, r)));
        foreach (var rate in (int[])[2, 5, 10])
            yield return new Disturbance($"{rate} samples a second (straight lines between)", [(_, p) => Faster(p, rate)]);
    }

    public static Func<int, IReadOnlyList<Position>, IEnumerable<Position>> Each(Func<Position, Position> change) => (_, positions) => positions.Select(change);

    private static Func<int, IReadOnlyList<Position>, IEnumerable<Position>> Reseated(Random random)
    {
        var mount = Mount.Any(random);
        return (drive, positions) =>
        {
            var until = drive % 4 == 0 ? random.Next(positions.Count) : positions.Count;
            var (before, after) = (mount, drive % 4 == 0 ? Mount.Any(random) : mount);
            mount = after;
            return positions.Select((p, i) => (i < until ? before : after).Turn(p));
        };
    }

    private static IEnumerable<Position> Late(IReadOnlyList<Position> positions, Random random) => positions
        .Select((p, i) => (Position: p, Place: i + (random.NextDouble() < 0.1 ? random.Next(1, 6) + 0.5 : 0)))
        .OrderBy(p => p.Place)
        .Select(p => p.Position);

    private static IEnumerable<Position> Faster(IReadOnlyList<Position> positions, int rate)
    {
        foreach (var (a, b) in positions.Zip(positions.Skip(1)))
        {
            yield return a;
            for (var i = 1; i < rate && (b.Timestamp - a.Timestamp).TotalSeconds <= 1; i++)
                yield return Between(a, b, (double)i / rate);
        }

        yield return positions[^1];
    }

    private static Position Between(Position a, Position b, double share)
    {
        double Mix(double from, double to) => from + ((to - from) * share);
        double? MixAny(double? from, double? to) => from is { } f && to is { } t ? Mix(f, t) : null;
        Vector3? MixAxes(Vector3? from, Vector3? to) => from is { } f && to is { } t ? Sum(f, Sum(t, f, -1), share) : null;
        var turn = MixAny(0, a.HeadingDegrees is { } h && b.HeadingDegrees is { } to ? Math.IEEERemainder(to - h, 360) : null);
        return a with
        {
            Timestamp = a.Timestamp + ((b.Timestamp - a.Timestamp) * share),
            Latitude = Mix(a.Latitude, b.Latitude),
            Longitude = Mix(a.Longitude, b.Longitude),
            SpeedKmh = MixAny(a.SpeedKmh, b.SpeedKmh),
            HeadingDegrees = (a.HeadingDegrees + turn + 360) % 360,
            Acceleration = MixAxes(a.Acceleration, b.Acceleration),
            Gyroscope = MixAxes(a.Gyroscope, b.Gyroscope),
        };
    }

    private static List<Func<int, IReadOnlyList<Position>, IEnumerable<Position>>> Seeded(
        Func<Random, Func<int, IReadOnlyList<Position>, IEnumerable<Position>>> make) => [.. Enumerable.Range(1, Seeds).Select(seed => make(new Random(seed)))];

    private static Position With(Position position, Func<Vector3, Vector3> change) =>
        position with { Acceleration = position.Acceleration is { } a ? change(a) : null };

    private static IEnumerable<Vector3> Corners() =>
        from x in (double[])[-1, 1] from y in (double[])[-1, 1] from z in (double[])[-1, 1] select new Vector3(x, y, z);

    /// <summary>m/s²: gravity, and how the unit hangs in it.</summary>
    public static Vector3 Mean(RecordedDrives drives)
    {
        var all = drives.Positions.Values.SelectMany(p => p).Select(p => p.Acceleration!.Value).ToList();
        return new Vector3(all.Average(a => a.X), all.Average(a => a.Y), all.Average(a => a.Z));
    }

    private static Vector3 Sum(Vector3 a, Vector3 b, double factor) => new(a.X + (b.X * factor), a.Y + (b.Y * factor), a.Z + (b.Z * factor));
}
