using System.Collections.Immutable;
using System.ComponentModel;
using Fleet.Gateway.Api.Vehicles;
using Fleet.Gateway.Json;
using Fleet.Geography;
using Fleet.Trips;

namespace Fleet.Gateway.Api.Trips;

/// <summary>A trip to be planned.</summary>
public sealed record TripBody
{
    private const double MaxDistanceKm = 100_000;
    private const double MaxMinutes = 525_600;
    private const double MaxRadiusMeters = 100_000;

    [Description("Made by the server where absent. Only on creation.")]
    public string? TripId { get; init; }

    public required string VehicleId { get; init; }

    public string? DriverId { get; init; }

    public PlannedRoute? PlannedRoute { get; init; }

    /// <summary>Fields that are absent keep the value of <paramref name="current"/>, where there is one.</summary>
    internal static TripPlan Read(JsonFields fields, TripPlan? current, ApiOptions limits)
    {
        var plan = new TripPlan
        {
            VehicleId = fields.Id("vehicle_id", required: current is null || fields.IsNull("vehicle_id")) ?? current?.VehicleId ?? "",
            DriverId = fields.Has("driver_id") ? fields.Id("driver_id") : current?.DriverId,
            DistanceKm = current?.DistanceKm,
            EstimatedDurationMinutes = current?.EstimatedDurationMinutes,
            Waypoints = current?.Waypoints ?? [],
            Polyline = current?.Polyline,
            ToleranceMeters = current?.ToleranceMeters,
        };
        if (!fields.Has("planned_route"))
            return plan;

        return ReadRoute(fields, limits.MaxWaypoints, limits.MaxPolyline) with { VehicleId = plan.VehicleId, DriverId = plan.DriverId };
    }

    /// <summary>The planned_route of a body, as a plan of no vehicle.</summary>
    internal static TripPlan ReadRoute(JsonFields fields, int maxWaypoints, int maxPolyline)
    {
        var route = fields.Object("planned_route");
        return new TripPlan
        {
            VehicleId = "",
            DistanceKm = route?.Number("distance_km", 0, MaxDistanceKm),
            EstimatedDurationMinutes = route?.Number("estimated_duration_minutes", 0, MaxMinutes),
            Waypoints = route is null ? [] : ReadWaypoints(route, maxWaypoints),
            Polyline = route is null ? null : ReadPolyline(route, maxPolyline),
            ToleranceMeters = route?.Number("tolerance_m", 1, MaxRadiusMeters),
        };
    }

    private static string? ReadPolyline(JsonFields route, int max)
    {
        var polyline = route.Text("polyline", max);
        if (polyline is not null && !PlannedPath.TryDecode(polyline, out _))
            route.Fail("polyline", FieldErrorCode.Format, "must be an encoded polyline of precision 5 with at least two points");

        return polyline;
    }

    private static ImmutableArray<Waypoint> ReadWaypoints(JsonFields route, int max)
    {
        var waypoints = ImmutableArray.CreateBuilder<Waypoint>();
        foreach (var (element, path) in route.Items("waypoints", max) ?? [])
        {
            if (JsonFields.Open(element, path, route.Errors) is not { } fields)
                continue;

            waypoints.Add(new Waypoint
            {
                Location = new GeoPoint(
                    fields.Number("latitude", -90, 90, required: true) ?? 0,
                    fields.Number("longitude", -180, 180, required: true) ?? 0),
                Name = fields.Text("name", VehicleBody.MaxName),
                RadiusMeters = fields.Number("radius_m", 1, MaxRadiusMeters) ?? new Waypoint { Location = default }.RadiusMeters,
            });
        }

        return waypoints.ToImmutable();
    }
}
