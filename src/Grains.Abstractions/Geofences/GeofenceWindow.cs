using System.Collections.Immutable;

namespace Fleet.Geofences;

/// <summary>A stretch of the day on some days of the week, by the clock on the wall of the schedule's time zone.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.GeofenceWindow")]
public sealed record GeofenceWindow
{
    /// <summary>The days on which it begins.</summary>
    [Id(0)] public required ImmutableArray<DayOfWeek> Days { get; init; }

    /// <summary>Minutes since midnight, 0 … 1439; inclusive.</summary>
    [Id(1)] public required int FromMinute { get; init; }

    /// <summary>Minutes since midnight, 1 … 1440; exclusive. Not later than <see cref="FromMinute"/>: on the next day.</summary>
    [Id(2)] public required int ToMinute { get; init; }
}
