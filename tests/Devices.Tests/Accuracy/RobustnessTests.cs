using Fleet.Devices.Accuracy;
using Fleet.Testing;
using Fleet.Vehicles;

namespace Fleet.Devices.Tests.Accuracy;

/// <summary>The cheap part of what <c>./fleet accuracy</c> measures whole: a unit may be mounted in any way.</summary>
public sealed class RobustnessTests
{
    private static readonly string? Path = SharedData.Find("nds_blackbox_omaha/drives.csv");

    private static readonly (RecordedDrives Drives, GroundTruth Truth)? Data = Path is null ? null : (RecordedDrives.Read(Path), GroundTruth.Read(Path));

    [Fact]
    public void Mounts_are_rotations()
    {
        var square = Mount.Square().ToList();
        Assert.Equal(24, square.Distinct().Count());
        foreach (var mount in square.Concat(Enumerable.Range(1, 50).Select(seed => Mount.Any(new Random(seed)))))
        {
            var (x, y, z) = (mount.Turn(new Vector3(1, 0, 0)), mount.Turn(new Vector3(0, 1, 0)), mount.Turn(new Vector3(0, 0, 1)));
            Assert.Equal(1, (x.X * x.X) + (x.Y * x.Y) + (x.Z * x.Z), 1e-12);
            Assert.Equal(0, (x.X * y.X) + (x.Y * y.Y) + (x.Z * y.Z), 1e-12);
            Assert.Equal(z.X, (x.Y * y.Z) - (x.Z * y.Y), 1e-12);
        }
    }

    [SkippableFact]
    public void Unit_on_another_side_finds_the_same()
    {
        Skip.If(Data is null, "shared/data/nds_blackbox_omaha is absent");
        foreach (var mount in Mount.Square().Where((_, i) => i % 5 == 0))
            Assert.True(F1(Data.Value.Truth.Manoeuvres, mount) >= 0.95);
    }

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Unit_turned_any_way_finds_what_a_level_box_would_have_labelled(int seed)
    {
        Skip.If(Data is null, "shared/data/nds_blackbox_omaha is absent");
        Assert.True(F1(LevelTruth.Of(Data.Value.Drives), Mount.Any(new Random(seed))) >= 0.95);
    }

    private static double F1(IReadOnlyList<HarshLabel> labels, Mount mount) =>
        HarshScore.Of(labels, PureDetection.Run(Data!.Value.Drives, Disturbance.Each(mount.Turn)), _ => true, Level.Medium).F1;
}
