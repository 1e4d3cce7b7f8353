using Fleet.Drivers;
using Fleet.Trips;

namespace Fleet.Vehicles;

/// <summary>
/// Folding positions again. Trips go back to the vehicle's checkpoint before they are told anything; drivers, who may have
/// several vehicles, stay where they are and say up to when they know. Lives for one activation's beginning.
/// </summary>
internal sealed class VehicleRestore(VehicleIdentity identity, long checkpoint, IGrainFactory grains)
{
    private readonly HashSet<string> _trips = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset?> _drivers = new(StringComparer.Ordinal);

    public async ValueTask Trip(string tripId)
    {
        if (_trips.Add(tripId))
            await grains.GetGrain<ITripGrain>(GrainKey.For(identity.OrganizationId, tripId)).Restore(checkpoint);
    }

    public async ValueTask<DateTimeOffset?> SeenUntil(string driverId)
    {
        if (!_drivers.TryGetValue(driverId, out var seen))
        {
            seen = await Driver(driverId).SeenUntil(identity.VehicleId);
            _drivers[driverId] = seen;
        }

        return seen;
    }

    /// <summary>Everything is folded: clocks go on.</summary>
    public async Task Finish(VehicleState state)
    {
        foreach (var tripId in _trips)
        {
            await grains.GetGrain<ITripGrain>(GrainKey.For(identity.OrganizationId, tripId)).Resume();
        }

        if (state.DriverId is { } driverId && _drivers.ContainsKey(driverId))
            state.SafetyScore = (await Driver(driverId).Get()).SafetyScore;
    }

    private IDriverGrain Driver(string driverId) => grains.GetGrain<IDriverGrain>(GrainKey.For(identity.OrganizationId, driverId));
}
