using System.Collections.Immutable;

namespace Fleet.Webhooks;

/// <summary>Events of one shard that a gateway has sent to a live session.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.StreamedEvents")]
public sealed record StreamedEvents
{
    [Id(0)] public required int Shard { get; init; }

    [Id(1)] public required string Epoch { get; init; }

    /// <summary>Their numbers.</summary>
    [Id(2)] public required ImmutableArray<long> Numbers { get; init; }
}
