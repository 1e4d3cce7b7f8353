namespace Fleet.Traffic;

public sealed class SpeedRatioTests
{
    [Theory]
    [InlineData(1.0, CongestionLevel.Low)]
    [InlineData(0.68, CongestionLevel.Low)]
    [InlineData(0.67, CongestionLevel.Moderate)]
    [InlineData(0.41, CongestionLevel.Moderate)]
    [InlineData(0.40, CongestionLevel.High)]
    [InlineData(0.05, CongestionLevel.High)]
    public void Levels_are_two_letters_of_the_manual_each(double ratio, CongestionLevel level) => Assert.Equal(level, SpeedRatio.LevelOf(ratio));

    [Fact]
    public void A_level_holds_within_the_hysteresis_and_gives_way_beyond()
    {
        Assert.Equal(CongestionLevel.Low, SpeedRatio.LevelOf(0.66, CongestionLevel.Low));
        Assert.Equal(CongestionLevel.Moderate, SpeedRatio.LevelOf(0.64, CongestionLevel.Low));
        Assert.Equal(CongestionLevel.Moderate, SpeedRatio.LevelOf(0.68, CongestionLevel.Moderate));
        Assert.Equal(CongestionLevel.Low, SpeedRatio.LevelOf(0.70, CongestionLevel.Moderate));
        Assert.Equal(CongestionLevel.High, SpeedRatio.LevelOf(0.1, CongestionLevel.Low));
    }

    [Fact]
    public void Without_a_speed_occupancy_decides_and_without_both_nothing_does()
    {
        Assert.Equal(CongestionLevel.Moderate, SpeedRatio.LevelOf(35.5, 60, 0.65)); // S2's sample, on a road of 60 km/h
        Assert.Equal(CongestionLevel.High, SpeedRatio.LevelOf(null, 50, 0.65));
        Assert.Equal(CongestionLevel.Moderate, SpeedRatio.LevelOf(null, 50, 0.3));
        Assert.Equal(CongestionLevel.Low, SpeedRatio.LevelOf(null, 50, 0));
        Assert.Null(SpeedRatio.LevelOf(null, 50, null));
    }
}
