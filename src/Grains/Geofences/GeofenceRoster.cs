using System.Collections.Immutable;

namespace Fleet.Geofences;

/// <summary>Who is inside a fence. Pure. Calls may come twice, late, or not at all; the newest time of a vehicle wins.</summary>
public static class GeofenceRoster
{
    /// <summary>Departures remembered. A repeated entry that comes after so many others have left is believed.</summary>
    public const int Departures = 64;

    /// <returns>False where nothing changed.</returns>
    public static bool Enter(GeofenceState state, string vehicleId, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(state);
        if ((state.Left.TryGetValue(vehicleId, out var left) && at <= left)
            || (state.Inside.TryGetValue(vehicleId, out var since) && at <= since))
        {
            return false;
        }

        // A later entry of one that is inside: its leaving was lost.
        state.Inside[vehicleId] = at;
        return true;
    }

    /// <returns>False where nothing changed.</returns>
    public static bool Leave(GeofenceState state, string vehicleId, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Inside.TryGetValue(vehicleId, out var since) && at < since)
        {
            return false;
        }

        var wasInside = state.Inside.Remove(vehicleId);
        if (state.Left.TryGetValue(vehicleId, out var left) && at <= left)
        {
            return wasInside;
        }

        state.Left[vehicleId] = at;
        if (state.Left.Count > Departures)
        {
            state.Left.Remove(state.Left.MinBy(d => d.Value).Key);
        }

        return true;
    }

    /// <summary>By vehicle id.</summary>
    public static ImmutableArray<GeofenceOccupant> Occupants(GeofenceState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return
        [
            .. state.Inside
                .OrderBy(o => o.Key, StringComparer.Ordinal)
                .Select(o => new GeofenceOccupant { VehicleId = o.Key, Since = o.Value }),
        ];
    }
}
