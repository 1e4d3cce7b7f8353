using Fleet.Events;

namespace Fleet.Storage;

/// <summary>An event and its place in the offset line it was logged in.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.LoggedEvent")]
public readonly record struct LoggedEvent(
    [property: Id(0)] ShardPosition Position,
    [property: Id(1)] FleetEvent Event);
