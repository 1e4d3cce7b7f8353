namespace Fleet.Roads;

/// <summary>A road near a place.</summary>
/// <param name="Layer">Where it stands.</param>
/// <param name="Road">Its number within the layer.</param>
/// <param name="Meters">From the place to its line.</param>
/// <param name="Degrees">Which way its line runs there, clockwise from north.</param>
internal readonly record struct RoadFind(RoadLayerIndex Layer, int Road, double Meters, double Degrees);
