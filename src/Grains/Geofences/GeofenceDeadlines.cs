namespace Fleet.Geofences;

/// <summary>
/// What comes true for who is inside without a word from them: a dwell, and the exit when the fence closes. Moments are those
/// of the positions' clock; they come due as much later on ours as the entry's position took to come in (decision 5). Pure.
/// </summary>
internal static class GeofenceDeadlines
{
    /// <summary>When the next comes due, on the gateway's clock; null for never.</summary>
    public static DateTimeOffset? Next(GeofenceState state)
    {
        if (state.Definition is not { } fence || (fence.DwellSeconds is null && FenceHours.Of(fence) is null))
        {
            return null; // most fences: whoever enters or leaves need not look at all the others
        }

        DateTimeOffset? next = null;
        foreach (var (vehicle, since) in state.Inside)
        {
            var lag = GeofenceRoster.NoteOf(state, vehicle).ReceivedAt - since;
            foreach (var at in Moments(state, vehicle, since))
            {
                var due = lag < DateTimeOffset.MaxValue - at ? at + lag : DateTimeOffset.MaxValue;
                next = next < due ? next : due;
            }
        }

        return next;
    }

    /// <summary>What has come due by now, on the gateway's clock. Changes nothing: <see cref="Apply"/> does, once it was told.</summary>
    public static List<(string VehicleId, GeofenceCrossing Crossing)> Due(GeofenceState state, DateTimeOffset now)
    {
        var fence = state.Definition!;
        var hours = FenceHours.Of(fence);
        var due = new List<(string, GeofenceCrossing)>();
        foreach (var (vehicle, since) in state.Inside)
        {
            var note = GeofenceRoster.NoteOf(state, vehicle);
            var reached = now - (note.ReceivedAt - since); // on the vehicle's clock
            var closes = hours?.ClosesAt(since) ?? DateTimeOffset.MaxValue;
            if (DwellOf(fence, note, since) is { } dwell && dwell <= reached && dwell < closes)
            {
                due.Add((vehicle, Crossing(fence, CrossingKind.Dwell, dwell, since, vehicle, null)));
            }

            if (closes <= reached)
            {
                var at = closes > since ? closes : reached; // as the fence is now it was not in force even then
                due.Add((vehicle, Crossing(fence, CrossingKind.Exit, at, since, vehicle, hours!.ReasonAt(at))));
            }
        }

        return due;
    }

    /// <summary>Everybody leaves now: the fence is no more.</summary>
    public static List<(string VehicleId, GeofenceCrossing Crossing)> All(GeofenceState state, DateTimeOffset now) =>
    [
        .. state.Inside.Select(o =>
        {
            var reached = now - (GeofenceRoster.NoteOf(state, o.Key).ReceivedAt - o.Value);
            return (o.Key, Crossing(state.Definition!, CrossingKind.Exit, reached > o.Value ? reached : o.Value, o.Value, o.Key, GeofenceEnds.Deleted));
        }),
    ];

    /// <summary>What was told is so.</summary>
    public static void Apply(GeofenceState state, List<(string VehicleId, GeofenceCrossing Crossing)> told)
    {
        foreach (var (vehicle, crossing) in told)
        {
            if (!state.Inside.TryGetValue(vehicle, out var since) || since != crossing.Since)
            {
                continue; // it came in anew meanwhile
            }

            if (crossing.Kind == CrossingKind.Exit)
            {
                GeofenceRoster.Leave(state, vehicle, crossing.At);
            }
            else
            {
                state.Notes[vehicle] = GeofenceRoster.NoteOf(state, vehicle) with { Dwelled = true };
            }
        }
    }

    private static IEnumerable<DateTimeOffset> Moments(GeofenceState state, string vehicle, DateTimeOffset since)
    {
        var closes = FenceHours.Of(state.Definition!)?.ClosesAt(since) ?? DateTimeOffset.MaxValue;
        if (closes < DateTimeOffset.MaxValue)
        {
            yield return closes;
        }

        if (DwellOf(state.Definition!, GeofenceRoster.NoteOf(state, vehicle), since) is { } dwell && dwell < closes)
        {
            yield return dwell;
        }
    }

    /// <summary>A vehicle that fell silent is not known to stay.</summary>
    private static DateTimeOffset? DwellOf(GeofenceDefinition fence, OccupantNote note, DateTimeOffset since) =>
        fence.DwellSeconds is { } seconds && note is { Dwelled: false, SilentSince: null } ? since.AddSeconds(seconds) : null;

    private static GeofenceCrossing Crossing(
        GeofenceDefinition fence, CrossingKind kind, DateTimeOffset at, DateTimeOffset since, string vehicle, string? reason) =>
        new(fence, kind, at, since, fence.AuthorizedVehicleIds.IsDefaultOrEmpty || fence.AuthorizedVehicleIds.Contains(vehicle), reason);
}
