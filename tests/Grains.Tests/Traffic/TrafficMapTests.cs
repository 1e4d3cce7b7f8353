using Fleet.Geofences;
using Fleet.Geography;

namespace Fleet.Traffic;

public sealed class TrafficMapTests
{
    private readonly TrafficMap _map = new();

    [Fact]
    public void A_camera_is_where_it_stands_and_where_it_is_named_and_tells_those_it_leads_around()
    {
        _map.Put(Zone("inside", new CircleShape { Center = new GeoPoint(10, 106), RadiusMeters = 500 }));
        _map.Put(Zone("named") with { CameraIds = ["c1"] });
        _map.Put(Zone("around") with { Alternatives = [new() { Route = "r", LengthKm = 1, FreeFlowKmh = 50, CameraIds = ["c1"] }] });
        var zones = _map.OfCamera("c1", new GeoPoint(10.001, 106));
        Assert.Equal(["inside", "named"], zones.In.ToArray());
        Assert.Equal(["around", "inside", "named"], zones.Tells.ToArray());
        Assert.Equal(["inside"], _map.At(new GeoPoint(10.001, 106)).ToArray());
        Assert.Empty(_map.OfCamera("c2", new GeoPoint(11, 106)).Tells);
    }

    [Fact]
    public void A_zone_that_changes_or_goes_is_no_more_where_it_was()
    {
        _map.Put(Zone("z", new CircleShape { Center = new GeoPoint(10, 106), RadiusMeters = 500 }));
        _map.Put(Zone("z", new CircleShape { Center = new GeoPoint(20, 106), RadiusMeters = 500 }));
        Assert.Empty(_map.At(new GeoPoint(10, 106)));
        Assert.Equal(["z"], _map.At(new GeoPoint(20, 106)).ToArray());
        _map.Remove("z");
        Assert.Empty(_map.At(new GeoPoint(20, 106)));
    }

    private static ZoneDefinition Zone(string id, GeofenceShape? shape = null) => new() { ZoneId = id, Name = id, Shape = shape, FreeFlowKmh = 50, LengthKm = 1 };
}
