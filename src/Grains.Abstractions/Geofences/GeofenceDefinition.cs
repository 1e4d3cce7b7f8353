using System.Collections.Immutable;
using Fleet.Schedules;

namespace Fleet.Geofences;

[GenerateSerializer, Immutable, Alias("Fleet.GeofenceDefinition")]
public sealed record GeofenceDefinition
{
    [Id(0)] public required string GeofenceId { get; init; }

    [Id(1)] public required string Name { get; init; }

    [Id(2)] public required GeofenceShape Shape { get; init; }

    [Id(3)] public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The limit inside, km/h.</summary>
    [Id(4)] public double? SpeedLimitKmh { get; init; }

    /// <summary>Vehicles that may come and go; empty means all may.</summary>
    [Id(5)] public ImmutableArray<string> AuthorizedVehicleIds { get; init; } = [];

    /// <summary>Staying longer than this is a dwell.</summary>
    [Id(6)] public double? DwellSeconds { get; init; }

    /// <summary>Null: at any time.</summary>
    [Id(7)] public WeeklySchedule? Schedule { get; init; }

    /// <summary>In force from here on, inclusive; null for always.</summary>
    [Id(8)] public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>In force until here, exclusive; null for ever.</summary>
    [Id(9)] public DateTimeOffset? ValidUntil { get; init; }

    [Id(10)] public GeofencePriority Priority { get; init; } = GeofencePriority.Normal;

    /// <summary>Given by its grain when the id comes to be; another one under the same id is another fence.</summary>
    [Id(11)] public long Incarnation { get; init; }

    /// <summary>Given by its grain: counts the changes of this incarnation.</summary>
    [Id(12)] public long Revision { get; init; }
}
