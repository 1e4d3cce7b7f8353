using System.Collections.Immutable;

namespace Fleet.Events;

/// <summary>What happened in one shard, measurements left out.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.ReactionBatch")]
public sealed record ReactionBatch
{
    [Id(0)] public required int Shard { get; init; }

    [Id(1)] public required string Epoch { get; init; }

    /// <summary>By ascending number, with gaps; never empty.</summary>
    [Id(2)] public required ImmutableArray<NumberedEvent> Events { get; init; }
}
