using System.Collections.Immutable;
using Fleet.Trips;

namespace Fleet.Workflows;

/// <summary>Plans a trip. Its id is made from the execution and the step.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.CreateTripStep")]
public sealed record CreateTripStep : WorkflowStep
{
    [Id(0)] public string VehicleId { get; init; } = "{{event.vehicle_id}}";

    [Id(1)] public string? DriverId { get; init; }

    [Id(2)] public double? DistanceKm { get; init; }

    [Id(3)] public double? EstimatedDurationMinutes { get; init; }

    [Id(4)] public ImmutableArray<Waypoint> Waypoints { get; init; } = [];

    /// <summary>The planned way, as <see cref="TripPlan.Polyline"/>.</summary>
    [Id(5)] public string? Polyline { get; init; }

    /// <summary>As <see cref="TripPlan.ToleranceMeters"/>.</summary>
    [Id(6)] public double? ToleranceMeters { get; init; }
}
