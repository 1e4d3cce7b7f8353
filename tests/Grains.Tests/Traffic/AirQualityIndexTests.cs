namespace Fleet.Traffic;

/// <summary>Breakpoints of EPA-454/B-24-002 (May 2024): each row's ends give its index's ends.</summary>
public sealed class AirQualityIndexTests
{
    [Theory]
    [InlineData(Pollutant.Pm25, 0, 0)]
    [InlineData(Pollutant.Pm25, 9.0, 50)]
    [InlineData(Pollutant.Pm25, 9.1, 51)]
    [InlineData(Pollutant.Pm25, 35.4, 100)]
    [InlineData(Pollutant.Pm25, 35.5, 101)]
    [InlineData(Pollutant.Pm25, 55.4, 150)]
    [InlineData(Pollutant.Pm25, 55.5, 151)]
    [InlineData(Pollutant.Pm25, 125.4, 200)]
    [InlineData(Pollutant.Pm25, 125.5, 201)]
    [InlineData(Pollutant.Pm25, 225.4, 300)]
    [InlineData(Pollutant.Pm25, 225.5, 301)]
    [InlineData(Pollutant.Pm25, 325.4, 500)]
    [InlineData(Pollutant.Pm10, 54, 50)]
    [InlineData(Pollutant.Pm10, 55, 51)]
    [InlineData(Pollutant.Pm10, 154, 100)]
    [InlineData(Pollutant.Pm10, 254, 150)]
    [InlineData(Pollutant.Pm10, 354, 200)]
    [InlineData(Pollutant.Pm10, 424, 300)]
    [InlineData(Pollutant.Pm10, 604, 500)]
    [InlineData(Pollutant.O3, 54, 50)]
    [InlineData(Pollutant.O3, 70, 100)]
    [InlineData(Pollutant.O3, 85, 150)]
    [InlineData(Pollutant.O3, 105, 200)]
    [InlineData(Pollutant.O3, 200, 300)]
    [InlineData(Pollutant.No2, 53, 50)]
    [InlineData(Pollutant.No2, 100, 100)]
    [InlineData(Pollutant.No2, 360, 150)]
    [InlineData(Pollutant.No2, 649, 200)]
    [InlineData(Pollutant.So2, 35, 50)]
    [InlineData(Pollutant.So2, 75, 100)]
    [InlineData(Pollutant.So2, 185, 150)]
    [InlineData(Pollutant.Co, 4.4, 50)]
    [InlineData(Pollutant.Co, 9.4, 100)]
    [InlineData(Pollutant.Co, 15.4, 200)]
    public void Breakpoints_give_the_ends_of_their_rows(Pollutant pollutant, double concentration, int aqi) =>
        Assert.Equal(aqi, AirQualityIndex.Of(pollutant, concentration));

    [Fact]
    public void Digits_beyond_the_tables_are_cut_and_between_breakpoints_it_is_interpolated()
    {
        Assert.Equal(50, AirQualityIndex.Of(Pollutant.Pm25, 9.09));
        Assert.Equal(50, AirQualityIndex.Of(Pollutant.Pm10, 54.99));
        Assert.Equal(102, AirQualityIndex.Of(Pollutant.Pm25, 35.9)); // the document's own example of 2024: 49 ÷ 19.9 × 0.4 + 101
        Assert.Equal(600, AirQualityIndex.Of(Pollutant.Pm25, 375.6)); // the last slope goes on
    }

    [Fact]
    public void It_rises_with_the_concentration()
    {
        foreach (var pollutant in Enum.GetValues<Pollutant>())
        {
            var indices = Enumerable.Range(0, 4_000).Select(i => AirQualityIndex.Of(pollutant, i * 0.1)).ToList();
            Assert.Equal(indices.Order(), indices);
        }
    }

    [Fact]
    public void The_worst_pollutant_dominates()
    {
        var (aqi, dominant) = AirQualityIndex.Of(new Dictionary<Pollutant, double> { [Pollutant.Pm10] = 58.3, [Pollutant.No2] = 42.1, [Pollutant.Pm25] = 35.2 })!.Value;
        Assert.Equal((100, "PM2.5", "Moderate"), (aqi, AirQualityIndex.NameOf(dominant), AirQualityIndex.CategoryOf(aqi)));
        Assert.Null(AirQualityIndex.Of(new Dictionary<Pollutant, double>()));
        Assert.Equal(["Good", "Moderate", "Unhealthy for Sensitive Groups", "Unhealthy", "Very Unhealthy", "Hazardous", "Hazardous"],
            new[] { 50, 51, 101, 200, 201, 301, 700 }.Select(AirQualityIndex.CategoryOf));
    }
}
