using System.Collections.Immutable;
using Fleet.Storage;

namespace Fleet.Schedules;

/// <summary>When a fence or an alert rule is in force, week after week.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.WeeklySchedule")]
public sealed record WeeklySchedule
{
    /// <summary>An IANA name, for example Europe/Berlin; summer time is the zone's.</summary>
    [Id(0)] public required string TimeZone { get; init; }

    /// <summary>Any of them. Rows of alert rules had them as <c>hours</c>.</summary>
    [Id(1), StoredAlso("hours")] public required ImmutableArray<WeeklyHours> Windows { get; init; }
}
