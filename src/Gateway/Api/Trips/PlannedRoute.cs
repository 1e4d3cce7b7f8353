namespace Fleet.Gateway.Api.Trips;

/// <summary>A trip's planned way. Distance and duration are the planner's.</summary>
public sealed record PlannedRoute
{
    public double? DistanceKm { get; init; }

    public double? EstimatedDurationMinutes { get; init; }

    public IReadOnlyList<WaypointView>? Waypoints { get; init; }
}
