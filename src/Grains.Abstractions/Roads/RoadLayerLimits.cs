using Fleet.Layers;

namespace Fleet.Roads;

/// <summary>Configuration section <c>Fleet:Roads</c>.</summary>
public sealed class RoadLayerLimits : LayerLimits;
