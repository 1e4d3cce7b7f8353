using System.Collections.Immutable;

namespace Fleet.Traffic;

[GenerateSerializer, Alias("Fleet.TrafficMapState")]
public sealed class TrafficMapState
{
    [Id(0)] public ImmutableArray<ZoneDefinition> Zones { get; set; } = [];
}
