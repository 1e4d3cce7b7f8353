using Fleet.Geofences;
using Fleet.Geography;

namespace Fleet.Traffic;

/// <summary>What follows from a zone's shape alone.</summary>
public static class ZoneGeometry
{
    /// <summary>The middle of its box, to six digits.</summary>
    public static GeoPoint CenterOf(GeofenceShape shape)
    {
        var box = FenceGeometry.Of(shape);
        return new GeoPoint(Math.Round((box.South + box.North) / 2, 6), Math.Round(Plane.Normalize((box.West + box.East) / 2), 6));
    }

    public static GeoBounds BoundsOf(GeofenceShape shape)
    {
        var box = FenceGeometry.Of(shape);
        return box.East - box.West >= 360
            ? new GeoBounds(new GeoPoint(box.South, -180), new GeoPoint(box.North, 180))
            : new GeoBounds(new GeoPoint(box.South, Plane.Normalize(box.West)), new GeoPoint(box.North, Plane.Normalize(box.East)));
    }

    /// <summary>The way through, where nobody said: the diagonal of its box, over the sphere, km.</summary>
    public static double LengthKmOf(GeofenceShape shape)
    {
        var box = FenceGeometry.Of(shape);
        return Plane.Distance(box.West, box.South, box.East, box.North) / 1000;
    }
}
