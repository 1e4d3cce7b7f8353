namespace Fleet.Geofences;

/// <summary>A fence's shape, made ready to be asked. Longitudes given to it are in [−180, 180).</summary>
internal abstract class FenceGeometry
{
    public double West { get; protected init; }

    public double South { get; protected init; }

    public double East { get; protected init; }

    public double North { get; protected init; }

    /// <summary>Cells smaller than this gain nothing, degrees: keeps the index in proportion to the shape.</summary>
    public double SmallestCell { get; protected init; }

    public static FenceGeometry Of(GeofenceShape shape) => shape switch
    {
        PolygonShape polygon => new OutlineGeometry(polygon),
        CircleShape circle => new PathGeometry([circle.Center], circle.RadiusMeters),
        CorridorShape corridor => new PathGeometry(corridor.Path, corridor.WidthMeters / 2),
        _ => throw new ArgumentException($"No geometry for {shape.GetType().Name}.", nameof(shape)),
    };

    /// <summary>The whole shape as the part of the world's cell.</summary>
    public abstract FencePart Whole(IndexedFence fence);

    /// <summary>Without the index, edge by edge.</summary>
    public abstract bool Contains(double longitude, double latitude);

    /// <summary>Metres to the nearest point of the border, whichever side.</summary>
    public abstract double DistanceToBorder(double longitude, double latitude);

    /// <summary>How far from the border one can surely be around a point inside, metres: a lower bound of the radius of the largest circle within.</summary>
    public abstract double Inradius(double longitude, double latitude);
}
