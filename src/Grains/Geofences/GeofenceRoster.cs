using System.Collections.Immutable;

namespace Fleet.Geofences;

/// <summary>Who is inside a fence. Pure. Calls may come twice, late, or not at all; the newest time of a vehicle wins.</summary>
public static class GeofenceRoster
{
    /// <summary>Departures remembered. A repeated entry that comes after so many others have left is believed.</summary>
    public const int Departures = 64;

    /// <returns>False where nothing changed.</returns>
    public static bool Enter(GeofenceState state, GeofenceStay stay)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(stay);
        if ((state.Left.TryGetValue(stay.VehicleId, out var left) && stay.Since <= left)
            || (state.Inside.TryGetValue(stay.VehicleId, out var since) && stay.Since <= since))
        {
            return false;
        }

        // A later entry of one that is inside: its leaving was lost.
        state.Inside[stay.VehicleId] = stay.Since;
        state.Notes[stay.VehicleId] = new OccupantNote { ReceivedAt = stay.ReceivedAt, Location = stay.Location };
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
        state.Notes.Remove(vehicleId);
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

    /// <param name="since">When the vehicle fell silent; null where it is heard again.</param>
    /// <returns>False where nothing changed.</returns>
    public static bool Silence(GeofenceState state, string vehicleId, DateTimeOffset? since)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!state.Inside.ContainsKey(vehicleId) || NoteOf(state, vehicleId) is not { } note || note.SilentSince is null == since is null)
        {
            return false;
        }

        state.Notes[vehicleId] = note with { SilentSince = since };
        return true;
    }

    /// <summary>Of one that is inside; what an older version did not keep is taken for live.</summary>
    internal static OccupantNote NoteOf(GeofenceState state, string vehicleId) =>
        state.Notes.GetValueOrDefault(vehicleId) ?? new OccupantNote { ReceivedAt = state.Inside[vehicleId] };

    /// <summary>By vehicle id.</summary>
    public static ImmutableArray<GeofenceOccupant> Occupants(GeofenceState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return
        [
            .. state.Inside
                .OrderBy(o => o.Key, StringComparer.Ordinal)
                .Select(o => new GeofenceOccupant
                {
                    VehicleId = o.Key,
                    Since = o.Value,
                    SilentSince = state.Notes.GetValueOrDefault(o.Key)?.SilentSince,
                }),
        ];
    }
}
