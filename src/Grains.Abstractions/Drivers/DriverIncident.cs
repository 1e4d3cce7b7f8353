using Fleet.Safety;

namespace Fleet.Drivers;

/// <param name="Type">The safety event's.</param>
/// <param name="At">Its time. One of the same type within a minute of one that counted is no second one.</param>
[GenerateSerializer, Immutable, Alias("Fleet.DriverIncident")]
public readonly record struct DriverIncident(
    [property: Id(0)] string Type,
    [property: Id(1)] Severity Severity,
    [property: Id(2)] DateTimeOffset At);
