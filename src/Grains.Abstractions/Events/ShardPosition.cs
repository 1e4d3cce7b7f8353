namespace Fleet.Events;

/// <summary>
/// A place in the offset line of one shard. Numbers count from 1 within an epoch; a new epoch says that numbers of the
/// old one mean nothing any more.
/// </summary>
[GenerateSerializer, Immutable, Alias("Fleet.ShardPosition")]
public readonly record struct ShardPosition(
    [property: Id(0)] int Shard,
    [property: Id(1)] string Epoch,
    [property: Id(2)] long N);
