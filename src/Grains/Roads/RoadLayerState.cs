namespace Fleet.Roads;

/// <summary>What a road layer keeps.</summary>
[GenerateSerializer, Alias("Fleet.RoadLayerState")]
public sealed class RoadLayerState
{
    [Id(0)] public RoadLayer? Layer { get; set; }
}
