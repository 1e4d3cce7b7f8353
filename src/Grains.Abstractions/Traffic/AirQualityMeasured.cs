namespace Fleet.Traffic;

/// <summary>The air of an area. The subject is the area.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.AirQualityMeasured")]
public sealed record AirQualityMeasured : TrafficEvent
{
    [Id(0)] public required AirQuality Air { get; init; }

    /// <inheritdoc/>
    public override bool IsMeasurement => true;
}
