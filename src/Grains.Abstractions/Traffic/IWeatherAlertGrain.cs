namespace Fleet.Traffic;

/// <summary>One warning of the weather service; key <see cref="GrainKey.For"/> of organization and warning.</summary>
[Alias("Fleet.IWeatherAlertGrain")]
public interface IWeatherAlertGrain : IGrainWithStringKey
{
    /// <summary>Issues it, or issues it anew with other words.</summary>
    [Alias("Issue")]
    Task<TrafficTaken> Issue(WeatherAlert alert);

    [Alias("Get")]
    Task<WeatherAlert?> Get();
}
