using Fleet.Safety;

namespace Fleet.Events;

[GenerateSerializer, Immutable, Alias("Fleet.Anomaly")]
public readonly record struct Anomaly(
    [property: Id(0)] string Type,
    [property: Id(1)] Severity Severity,
    [property: Id(2)] double Value);
