using System.Collections.Immutable;

namespace Fleet.Geofences;

/// <summary>When a fence is in force, week after week.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.GeofenceSchedule")]
public sealed record GeofenceSchedule
{
    /// <summary>An IANA time zone, for example Europe/Berlin.</summary>
    [Id(0)] public required string TimeZone { get; init; }

    [Id(1)] public required ImmutableArray<GeofenceWindow> Windows { get; init; }
}
