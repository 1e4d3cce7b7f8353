using System.Collections.Immutable;

namespace Fleet.Events;

/// <summary>How far each reactor has come on a shard's line, by the reactor's name.</summary>
[GenerateSerializer, Alias("Fleet.ReactionsState")]
public sealed class ReactionsState
{
    /// <summary>Bound: the reactors that were ever registered.</summary>
    [Id(0)] public ImmutableDictionary<string, ShardPosition> Places { get; set; } = ImmutableDictionary<string, ShardPosition>.Empty;
}
