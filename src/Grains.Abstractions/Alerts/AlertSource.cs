using Fleet.Geography;
using Fleet.Safety;

namespace Fleet.Alerts;

/// <summary>The event that an alert was raised for, as far as people are told of it.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.AlertSource")]
public sealed record AlertSource
{
    [Id(0)] public required string EventId { get; init; }

    /// <summary>The event kind in rules: safety_event, trip_update, geofence_event, driver_compliance, …</summary>
    [Id(1)] public required string Kind { get; init; }

    /// <summary>What happened, within its kind: harsh_braking, geofence_exit, violation, …; null where the kind says all.</summary>
    [Id(2)] public string? Type { get; init; }

    [Id(3)] public Severity? Severity { get; init; }

    [Id(4)] public DateTimeOffset At { get; init; }

    [Id(5)] public GeoPoint? Location { get; init; }

    /// <summary>What a person or the event itself says of it.</summary>
    [Id(6)] public string? Description { get; init; }
}
