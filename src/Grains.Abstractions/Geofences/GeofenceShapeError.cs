namespace Fleet.Geofences;

/// <summary>The first thing found wrong with a shape, and where.</summary>
/// <param name="Polygon">Place of the polygon in the shape, from 0; null for circles and corridors.</param>
/// <param name="Ring">Place of the ring in its polygon: 0 is the outer one.</param>
/// <param name="Vertex">Place of the vertex in its ring or path.</param>
/// <param name="Message">A sentence for people; names the same places.</param>
public sealed record GeofenceShapeError(GeofenceShapeProblem Problem, int? Polygon, int? Ring, int? Vertex, string Message);
