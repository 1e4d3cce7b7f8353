using Fleet.Devices.Accuracy;

namespace Fleet.Devices.Tests.Accuracy;

public sealed class HarshScoreTests
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(3);

    private static HarshLabel Label(int drive, double second, Level level = Level.Low) => new(drive, DateTimeOffset.UnixEpoch.AddSeconds(second), level);

    private static HarshDetection Found(int drive, double second, Level level = Level.Low) => new(drive, DateTimeOffset.UnixEpoch.AddSeconds(second), level);

    [Theory]
    [InlineData(13, 1)]
    [InlineData(7, 1)]
    [InlineData(13.1, 0)]
    [InlineData(6.9, 0)]
    public void Detection_up_to_the_tolerance_away_matches(double second, int pairs) =>
        Assert.Equal(pairs, HarshScore.Of([Label(1, 10)], [Found(1, second)], Tolerance).Pairs.Count);

    [Fact]
    public void Detection_matches_one_label_only()
    {
        var score = HarshScore.Of([Label(1, 10), Label(1, 12)], [Found(1, 11)], Tolerance);
        Assert.Equal((0.5, 1), (score.Recall, score.Precision));
        Assert.Equal(2.0 / 3, score.F1, 9);
    }

    [Fact]
    public void Pairs_are_as_many_as_can_be()
    {
        // Pairing 10 with the nearer 11 would leave 13 without a partner.
        var score = HarshScore.Of([Label(1, 10), Label(1, 13)], [Found(1, 8), Found(1, 11)], Tolerance);
        Assert.Equal(2, score.Pairs.Count);
    }

    [Fact]
    public void Same_time_in_another_drive_does_not_match() =>
        Assert.Empty(HarshScore.Of([Label(1, 10)], [Found(2, 10)], Tolerance).Pairs);

    [Fact]
    public void Figures_go_between_their_markers_and_again_in_the_same_place()
    {
        var once = AccuracyReport.Insert("# Accuracy\n\nText.\n", "first\n");
        var twice = AccuracyReport.Insert(once + "\nBehind.\n", "second\n");
        Assert.DoesNotContain("first", twice, StringComparison.Ordinal);
        Assert.StartsWith("# Accuracy\n\nText.\n", twice, StringComparison.Ordinal);
        Assert.EndsWith("\nBehind.\n", twice, StringComparison.Ordinal);
    }
}
