using Fleet.Drivers;

namespace Fleet.Events;

[GenerateSerializer, Immutable, Alias("Fleet.DriverPerformanceMeasured")]
public sealed record DriverPerformanceMeasured : FleetEvent
{
    [Id(0)] public required DriverSnapshot Driver { get; init; }
}
