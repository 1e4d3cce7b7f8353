using System.Collections.Immutable;

namespace Fleet.Events;

/// <summary>Consecutive events of one shard: the first has number <see cref="FirstN"/>. The item of the Orleans stream.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.ShardBatch")]
public sealed record ShardBatch
{
    [Id(0)] public required int Shard { get; init; }

    [Id(1)] public required string Epoch { get; init; }

    [Id(2)] public required long FirstN { get; init; }

    [Id(3)] public required ImmutableArray<FleetEvent> Events { get; init; }
}
