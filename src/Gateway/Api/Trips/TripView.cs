using System.ComponentModel;
using Fleet.Trips;

namespace Fleet.Gateway.Api.Trips;

/// <summary>A trip: the plan and how it goes.</summary>
public sealed record TripView
{
    public required string TripId { get; init; }

    public required string VehicleId { get; init; }

    public string? DriverId { get; init; }

    public required TripStatus Status { get; init; }

    public PlannedRoute? PlannedRoute { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public LocationView? StartLocation { get; init; }

    public LocationView? LastLocation { get; init; }

    [Description("The way covered as reported.")]
    public required double DistanceKm { get; init; }

    [Description("Straight lines over holes in the reports, not counted in distance_km.")]
    public required double UnobservedKm { get; init; }

    public required double MaxSpeedKmh { get; init; }

    [Description("Time under way, pauses not counted.")]
    public required double MovingSeconds { get; init; }

    public required IReadOnlyList<TripPauseView> Pauses { get; init; }

    public required IReadOnlyList<WaypointArrival> WaypointsReached { get; init; }

    [Description("Covered share of the planned distance, 0 … 1; absent without a plan.")]
    public double? Progress { get; init; }

    public DateTimeOffset? EstimatedArrival { get; init; }

    [Description("Share of the way that lay on the planned one, 0 … 1; absent without a planned way.")]
    public double? RouteAdherence { get; init; }

    [Description("Why it ended.")]
    public string? EndReason { get; init; }

    [Description("1, and one more for each time that late positions changed it after it had ended.")]
    public required int Revision { get; init; }

    internal static TripView Of(TripSnapshot trip) => new()
    {
        TripId = trip.TripId,
        VehicleId = trip.Plan.VehicleId,
        DriverId = trip.DriverId ?? trip.Plan.DriverId,
        Status = trip.Status,
        PlannedRoute = RouteOf(trip.Plan),
        StartedAt = trip.StartedAt,
        EndedAt = trip.EndedAt,
        StartLocation = LocationView.Of(trip.StartLocation, trip.StartedAt),
        LastLocation = LocationView.Of(trip.LastLocation, trip.LastPositionAt),
        DistanceKm = trip.DistanceKm,
        UnobservedKm = trip.UnobservedKm,
        MaxSpeedKmh = trip.MaxSpeedKmh,
        MovingSeconds = trip.MovingSeconds,
        Pauses = [.. trip.Pauses.Select(p => new TripPauseView(p.From, p.To, LocationView.Of(p.Location)!))],
        WaypointsReached = trip.Arrivals,
        Progress = trip.Progress,
        EstimatedArrival = trip.EstimatedArrival,
        RouteAdherence = trip.RouteAdherence,
        EndReason = trip.EndReason,
        Revision = trip.Revision,
    };

    private static PlannedRoute? RouteOf(TripPlan plan) =>
        plan is { DistanceKm: null, EstimatedDurationMinutes: null, Waypoints.IsEmpty: true, Polyline: null } ? null : new PlannedRoute
        {
            DistanceKm = plan.DistanceKm,
            EstimatedDurationMinutes = plan.EstimatedDurationMinutes,
            Polyline = plan.Polyline,
            ToleranceM = plan.ToleranceMeters,
            Waypoints =
            [
                .. plan.Waypoints.Select(w => new WaypointView
                {
                    Latitude = w.Location.Latitude,
                    Longitude = w.Location.Longitude,
                    Name = w.Name,
                    RadiusM = w.RadiusMeters,
                }),
            ],
        };
}
