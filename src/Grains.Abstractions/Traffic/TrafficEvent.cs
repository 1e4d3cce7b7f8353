using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Geography;

namespace Fleet.Traffic;

/// <summary>Something about the roads rather than a vehicle: it is in the shard of what it is about.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.TrafficEvent")]
public abstract record TrafficEvent : FleetEvent
{
    /// <summary>The camera, zone, accident, area or alert it is about; history is asked for by it.</summary>
    [Id(0)] public required string SubjectId { get; init; }

    /// <summary>Where; of a zone its middle. Null where nobody said.</summary>
    [Id(1)] public GeoPoint? Place { get; init; }

    /// <summary>The zones it concerns, at the event's time.</summary>
    [Id(2)] public ImmutableArray<string> ZoneIds { get; init; } = [];
}
