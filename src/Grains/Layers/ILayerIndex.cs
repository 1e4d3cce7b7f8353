namespace Fleet.Layers;

/// <summary>One layer, ready to be asked about a place. Immutable.</summary>
internal interface ILayerIndex
{
    string LayerId { get; }

    /// <summary>The catalogue's version that brought it.</summary>
    long Version { get; }
}
