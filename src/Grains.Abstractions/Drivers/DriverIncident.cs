using Fleet.Safety;

namespace Fleet.Drivers;

[GenerateSerializer, Immutable, Alias("Fleet.DriverIncident")]
public readonly record struct DriverIncident(
    [property: Id(0)] string Type,
    [property: Id(1)] Severity Severity);
