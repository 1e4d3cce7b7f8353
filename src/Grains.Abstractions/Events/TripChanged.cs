using System.Collections.Immutable;
using Fleet.Geofences;
using Fleet.Geography;
using Fleet.Trips;

namespace Fleet.Events;

/// <summary>A step in a trip's life, or a fence crossed (which a vehicle without a trip does too).</summary>
[GenerateSerializer, Immutable, Alias("Fleet.TripChanged")]
public sealed record TripChanged : FleetEvent
{
    [Id(0)] public required TripEventKind Kind { get; init; }

    [Id(1)] public TripStatus? Status { get; init; }

    [Id(2)] public GeoPoint? Location { get; init; }

    /// <summary>With <see cref="TripEventKind.Started"/>.</summary>
    [Id(3)] public TripPlan? Plan { get; init; }

    /// <summary>With <see cref="TripEventKind.Started"/>.</summary>
    [Id(4)] public TripDriver? Driver { get; init; }

    /// <summary>With <see cref="TripEventKind.WaypointReached"/>: the waypoint's place in the plan, from 0.</summary>
    [Id(5)] public int? WaypointIndex { get; init; }

    [Id(6)] public string? WaypointName { get; init; }

    /// <summary>With a geofence event.</summary>
    [Id(7)] public string? GeofenceId { get; init; }

    [Id(8)] public string? GeofenceName { get; init; }

    [Id(9)] public ImmutableArray<string> GeofenceTags { get; init; } = [];

    /// <summary>With a geofence event: whether the vehicle may.</summary>
    [Id(10)] public bool? Authorized { get; init; }

    /// <summary>Numbers of the step: distance_km, duration_seconds, pause_seconds, dwell_seconds, …</summary>
    [Id(11)] public ImmutableDictionary<string, double> Details { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>With Completed and Cancelled; with an exit that no border was crossed for.</summary>
    [Id(12)] public string? Reason { get; init; }

    /// <summary>With a geofence event.</summary>
    [Id(13)] public GeofencePriority? GeofencePriority { get; init; }

    public override GeoPoint? Where => Location;
}
