namespace Fleet.Traffic;

/// <summary>A warning of the weather service. The subject is the warning.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.WeatherAlerted")]
public sealed record WeatherAlerted : TrafficEvent
{
    [Id(0)] public required WeatherAlert Alert { get; init; }
}
