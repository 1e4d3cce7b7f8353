namespace Fleet.Places;

/// <summary>What a place layer keeps.</summary>
[GenerateSerializer, Alias("Fleet.PlaceLayerState")]
public sealed class PlaceLayerState
{
    [Id(0)] public PlaceLayer? Layer { get; set; }
}
