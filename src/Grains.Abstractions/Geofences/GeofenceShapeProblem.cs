namespace Fleet.Geofences;

/// <summary>What can be wrong with a fence's shape.</summary>
public enum GeofenceShapeProblem
{
    /// <summary>No polygon, or a path of fewer than two points.</summary>
    Empty,

    /// <summary>A latitude or longitude out of range or not a number.</summary>
    CoordinateOutOfRange,

    /// <summary>A ring of fewer than four points, the closing one counted.</summary>
    TooFewPoints,

    /// <summary>The last point of a ring is not its first.</summary>
    RingNotClosed,

    TooManyVertices,

    /// <summary>A ring that crosses or touches itself.</summary>
    SelfIntersection,

    /// <summary>Two rings of a shape that cross, or two polygons that overlap.</summary>
    RingsCross,

    ZeroArea,

    HoleOutside,

    RadiusOutOfRange,

    WidthOutOfRange,
}
