using System.ComponentModel.DataAnnotations;

namespace Fleet.Layers;

/// <summary>How much of the layers of one kind is taken.</summary>
public abstract class LayerLimits
{
    /// <summary>Layers of one organization.</summary>
    [Range(1, 1_000)]
    public int MaxLayers { get; set; } = 50;

    /// <summary>Points of all layers of one organization together; each costs every silo that works for it about 40 bytes.</summary>
    [Range(2, 20_000_000)]
    public int MaxPoints { get; set; } = 500_000;

    /// <summary>Bytes of one upload.</summary>
    [Range(1_024, 67_108_864)]
    public int MaxBodyBytes { get; set; } = 16_777_216;
}
