using Fleet.Geography;

namespace Fleet.Vehicles;

public static class PositionPlace
{
    public static GeoPoint Place(this Position position)
    {
        ArgumentNullException.ThrowIfNull(position);
        return new(position.Latitude, position.Longitude);
    }
}
