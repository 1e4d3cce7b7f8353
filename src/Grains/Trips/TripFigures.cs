namespace Fleet.Trips;

/// <summary>Numbers that follow from a trip's state. Pure.</summary>
public static class TripFigures
{
    /// <summary>An average over less than this says nothing of when it will arrive.</summary>
    private const double LeastMeters = 500;

    /// <summary>Time under way from the start to the end or the newest point, pauses not counted, seconds.</summary>
    public static double MovingSeconds(TripState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var until = state.EndedAt ?? state.LastAt;
        var seconds = (until - state.StartedAt).TotalSeconds;
        foreach (var pause in state.Pauses)
        {
            seconds -= ((pause.To ?? until) - pause.From).TotalSeconds;
        }

        return Math.Max(0, seconds);
    }

    /// <summary>The way that reports bear out, km: what a bill or a score may rest on.</summary>
    public static double ObservedKm(TripState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return (state.DistanceMeters - state.UnobservedMeters) / 1000;
    }

    /// <summary>Share of the way that reports bear out which lay on the planned one, 0 … 1; null without a planned way, or before any.</summary>
    public static double? RouteAdherence(TripState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var meters = state.DistanceMeters - state.UnobservedMeters;
        return meters > 0 && (state.Plan?.Polyline is not null || state.Plan is { ToleranceMeters: not null, Waypoints.Length: >= 2 })
            ? Math.Round(Math.Clamp(state.OnRouteMeters / meters, 0, 1), 4)
            : null;
    }

    /// <summary>Covered share of the planned distance, 0 … 1; null without one.</summary>
    public static double? Progress(TripState state) => state?.Plan?.DistanceKm is > 0 and var planned
        ? Math.Min(1, state.DistanceMeters / 1000 / planned)
        : null;

    /// <summary>The newest point's time, and the rest of the planned distance at the trip's own average without pauses.</summary>
    public static DateTimeOffset? EstimatedArrival(TripState state)
    {
        if (state is not { UnderWay: true, Plan.DistanceKm: > 0 and var planned } || state.DistanceMeters < LeastMeters)
            return null;

        var rest = Math.Max(0, (planned * 1000) - state.DistanceMeters);
        var seconds = rest / state.DistanceMeters * MovingSeconds(state);
        return seconds < 31_536_000 ? state.LastAt.AddSeconds(seconds) : null;
    }

    public static TripSnapshot? Snapshot(TripIdentity identity, TripState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Plan is null)
            return null;

        var started = state.Status != TripStatus.Planned && state.StartedAt != default;
        return new TripSnapshot
        {
            OrganizationId = identity.OrganizationId,
            TripId = identity.TripId,
            Plan = state.Plan,
            Status = state.Status,
            DriverId = state.DriverId ?? state.Plan.DriverId,
            StartedAt = started ? state.StartedAt : null,
            EndedAt = state.EndedAt,
            StartLocation = state.StartLocation,
            LastLocation = state.LastLocation,
            LastPositionAt = state.HasPoints ? state.LastAt : null,
            DistanceKm = ObservedKm(state),
            UnobservedKm = state.UnobservedMeters / 1000,
            MaxSpeedKmh = state.MaxSpeedKmh,
            MovingSeconds = started ? MovingSeconds(state) : 0,
            Pauses = [.. state.Pauses],
            Arrivals = [.. state.Arrivals],
            Progress = Progress(state),
            EstimatedArrival = EstimatedArrival(state),
            EndReason = state.EndReason,
            Revision = Math.Max(1, state.Revision),
            RouteAdherence = RouteAdherence(state),
        };
    }
}
