namespace Fleet.Traffic;

[GenerateSerializer, Alias("Fleet.AreaState")]
public sealed class AreaState
{
    [Id(0)] public Weather? Weather { get; set; }

    [Id(1)] public AirQuality? Air { get; set; }

    [Id(2)] public TrafficOutbox Outbox { get; set; } = new();
}
