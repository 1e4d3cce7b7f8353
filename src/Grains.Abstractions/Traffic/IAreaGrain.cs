namespace Fleet.Traffic;

/// <summary>Weather and air around a station or a place; key <see cref="GrainKey.For"/> of organization and area.</summary>
[Alias("Fleet.IAreaGrain")]
public interface IAreaGrain : IGrainWithStringKey
{
    [Alias("ReportWeather")]
    Task<TrafficTaken> ReportWeather(Weather weather);

    [Alias("ReportAir")]
    Task<TrafficTaken> ReportAir(AirQuality air);

    [Alias("Get")]
    Task<AreaSnapshot?> Get();
}
