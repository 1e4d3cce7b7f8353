using Fleet.Vehicles;
using Xunit.Abstractions;

namespace Fleet.Durability;

/// <summary>A silo that is killed anywhere leaves the same trips, distances and events as one that is not.</summary>
public class CrashTests(ITestOutputHelper output)
{
    internal static readonly List<Position[]> Batches = [.. Journey().Select(p => p with { DriverId = "d1" }).Chunk(15)];

    [Fact]
    public async Task Killed_in_any_write_everything_comes_out_as_undisturbed()
    {
        var (expected, operations) = await Run(int.MaxValue, false, () => (0, false));
        output.WriteLine($"{expected.Count} lines, {operations} durable operations");
        for (var cut = 1; cut <= operations; cut++)
        {
            var (lines, _) = await Run(cut, cut % 2 == 0, () => (0, false));
            Same(expected, lines, $"cut in operation {cut}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Killed_again_and_again_everything_comes_out_as_undisturbed(int seed)
    {
        var random = new System.Random(seed);
        var (expected, _) = await Run(int.MaxValue, false, () => (0, false));
        var (lines, _) = await Run(3, true, () => (random.Next(1, 25), random.Next(2) == 0));
        Same(expected, lines, $"seed {seed}");
    }

    private static async Task<(List<string> Lines, int Operations)> Run(int cut, bool lands, Func<(int After, bool Lands)> next)
    {
        await using var silo = MortalSilo.InMemory(out _, out var power);
        power.CutAfter(cut, lands);
        await silo.Start();
        foreach (var batch in Batches)
        {
            await silo.Send(batch, next);
        }

        var operations = power.Operations;
        await silo.Kill(); // what is only in memory does not count
        await silo.Restart();
        await silo.Vehicle.Get();
        var events = await silo.Events();
        Assert.Equal(events.Count, events.Select(e => e.EventId).Distinct(StringComparer.Ordinal).Count());
        return (await Outcome.Of(silo), operations);
    }

    private static void Same(List<string> expected, List<string> lines, string what)
    {
        for (var i = 0; i < Math.Max(expected.Count, lines.Count); i++)
        {
            var (a, b) = (expected.ElementAtOrDefault(i), lines.ElementAtOrDefault(i));
            Assert.True(a == b, $"{what}, line {i}: expected {a}, got {b}");
        }
    }

    /// <summary>A drive, a pause, a jump, an end by standing, and the next trip; a hole in between.</summary>
    private static IEnumerable<Position> Journey() =>
    [
        .. Positions.Drive(0, 70, 36, 1),
        .. Stand(71, 700, 10, 710),
        .. Positions.Drive(701, 740, 50, 1, 710),
        Positions.At(741, 90_000, 50),
        .. Positions.Drive(742, 780, 50, 1, 1280),
        .. Positions.Drive(900, 930, 50, 1, 3500),
        .. Stand(931, 2900, 100, 3920),
        .. Positions.Drive(2901, 2960, 40, 1, 3920),
    ];

    private static IEnumerable<Position> Stand(int from, int to, int every, double north) =>
        Enumerable.Range(0, ((to - from) / every) + 1).Select(i => Positions.At(from + (i * every), north, 0.1));
}
