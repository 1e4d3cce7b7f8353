namespace Fleet.Traffic;

/// <summary>The weather of an area. The subject is the area.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.WeatherMeasured")]
public sealed record WeatherMeasured : TrafficEvent
{
    [Id(0)] public required Weather Weather { get; init; }

    /// <inheritdoc/>
    public override bool IsMeasurement => true;
}
