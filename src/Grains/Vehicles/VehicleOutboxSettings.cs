namespace Fleet.Vehicles;

/// <param name="MovingKmh">From this speed on a vehicle moves and starts a trip.</param>
/// <param name="Shards">Event shards of an organization.</param>
internal readonly record struct VehicleOutboxSettings(double MovingKmh, int Shards);
