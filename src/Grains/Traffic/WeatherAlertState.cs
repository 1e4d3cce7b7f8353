namespace Fleet.Traffic;

[GenerateSerializer, Alias("Fleet.WeatherAlertState")]
public sealed class WeatherAlertState
{
    [Id(0)] public WeatherAlert? Alert { get; set; }

    [Id(1)] public long Changes { get; set; }

    [Id(2)] public TrafficOutbox Outbox { get; set; } = new();
}
