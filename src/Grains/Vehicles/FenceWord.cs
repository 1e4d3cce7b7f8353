using Fleet.Geofences;

namespace Fleet.Vehicles;

/// <summary>What a vehicle has to say to one fence.</summary>
internal readonly record struct FenceWord(string GeofenceId, Func<IGeofenceGrain, Task> Say)
{
    public static FenceWord Entered(GeofenceCrossing crossing, string vehicleId, Position position)
    {
        var stay = new GeofenceStay { VehicleId = vehicleId, Since = crossing.At, ReceivedAt = position.ReceivedAt, Location = position.Place() };
        return new FenceWord(crossing.Fence.GeofenceId, fence => fence.Enter(stay));
    }

    public static FenceWord Left(string geofenceId, string vehicleId, DateTimeOffset at) => new(geofenceId, fence => fence.Leave(vehicleId, at));

    public static FenceWord FellSilent(string geofenceId, string vehicleId, DateTimeOffset at) => new(geofenceId, fence => fence.Silence(vehicleId, at));

    public static FenceWord SpokeAgain(string geofenceId, string vehicleId, DateTimeOffset at) => new(geofenceId, fence => fence.Hear(vehicleId, at));
}
