using System.Collections.Immutable;

namespace Fleet.Events;

/// <summary>The answer to a read of the ring.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.ShardRead")]
public sealed record ShardRead
{
    /// <summary>False where the epoch is unknown or the ring no longer reaches that far: then there are no events here.</summary>
    [Id(0)] public required bool Complete { get; init; }

    /// <summary>The newest place of the shard at the time of the read.</summary>
    [Id(1)] public required ShardPosition Head { get; init; }

    /// <summary>Consecutive, the first right behind the place asked for; fewer than asked for only at the head.</summary>
    [Id(2)] public ImmutableArray<FleetEvent> Events { get; init; } = [];
}
