namespace Fleet.Vehicles;

/// <summary>
/// The trips and drivers that a vehicle told something since its last checkpoint: they must be durable before the vehicle
/// writes that they were told. Beside each, up to when it was told. Owned by one vehicle activation; a checkpoint clears it.
/// </summary>
internal sealed class VehicleDependents
{
    public Dictionary<string, DateTimeOffset?> Trips { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, DateTimeOffset?> Drivers { get; } = new(StringComparer.Ordinal);

    public void Clear()
    {
        Trips.Clear();
        Drivers.Clear();
    }
}
