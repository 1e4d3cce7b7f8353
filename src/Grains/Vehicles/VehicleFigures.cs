namespace Fleet.Vehicles;

/// <summary>A vehicle's state as others see it. Pure.</summary>
internal static class VehicleFigures
{
    public static VehicleSnapshot Snapshot(VehicleIdentity identity, VehicleState state) => new()
    {
        OrganizationId = identity.OrganizationId,
        VehicleId = identity.VehicleId,
        Details = state.Details,
        Status = state.Status,
        LastPosition = state.Sequence.LastGood,
        TripId = state.TripId,
        DriverId = state.DriverId ?? state.Details.DriverId,
        DistanceKm = state.Odometer.TotalMeters / 1000,
        FuelLevel = state.Motion.FuelLevel,
        EngineRunning = state.Motion.EngineRunning,
        Geofences = state.Occupancy.Inside,
        SafetyScore = state.SafetyScore,
        Counters = state.Counters,
        Exists = state.Exists,
    };
}
