using System.ComponentModel;

namespace Fleet.Gateway.Api.Trips;

/// <summary>A trip's planned way. Distance and duration are the planner's.</summary>
public sealed record PlannedRoute
{
    public double? DistanceKm { get; init; }

    public double? EstimatedDurationMinutes { get; init; }

    public IReadOnlyList<WaypointView>? Waypoints { get; init; }

    [Description("The planned way: Google's encoded polyline, precision 5. route_adherence is measured to its segments.")]
    public string? Polyline { get; init; }

    [Description("How far from the planned way is still on it; 50 where absent. With it and without a polyline the lines between the waypoints are the planned way.")]
    public double? ToleranceM { get; init; }
}
