using Fleet.Drivers;
using Fleet.Gateway.Auth;
using Fleet.Geofences;
using Fleet.Geography;
using Fleet.Trips;
using Fleet.Vehicles;

namespace Fleet.Gateway.Api;

/// <summary>
/// Whether a principal may see a thing as it is now. What it may not see is answered exactly like what does not exist.
/// </summary>
internal static class SnapshotAccess
{
    public static bool MaySee(this Principal principal, VehicleSnapshot vehicle) =>
        principal.MayTouchVehicle(vehicle.VehicleId)
        && principal.MaySee(vehicle.LastPosition is { } p ? new GeoPoint(p.Latitude, p.Longitude) : null);

    public static bool MaySee(this Principal principal, TripSnapshot trip) =>
        principal.MayTouchVehicle(trip.Plan.VehicleId) && principal.MaySee(trip.LastLocation ?? trip.StartLocation);

    /// <summary>Who sees some vehicles only sees the drivers in them.</summary>
    public static bool MaySee(this Principal principal, DriverSnapshot driver) =>
        principal.Permissions.VehicleRestrictions.IsEmpty
        || (driver.VehicleId is { } vehicle && principal.MayTouchVehicle(vehicle));

    /// <summary>A fence is seen where one of its points is: one that merely surrounds the bounds stays hidden.</summary>
    public static bool MaySee(this Principal principal, GeofenceDefinition fence) =>
        principal.Permissions.GeographicBounds is not { } bounds || fence.Shape.HasPointIn(bounds);
}
