namespace Fleet.Geofences;

/// <summary>Only the version: the fences themselves are their own grains'.</summary>
[GenerateSerializer, Alias("Fleet.GeofenceCatalogState")]
public sealed class GeofenceCatalogState
{
    [Id(0)] public long Version { get; set; }
}
