using Fleet.Layers;

namespace Fleet.Places;

/// <summary>Configuration section <c>Fleet:Places</c>.</summary>
public sealed class PlaceLayerLimits : LayerLimits;
