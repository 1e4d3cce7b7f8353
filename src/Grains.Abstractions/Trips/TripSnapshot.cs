using System.Collections.Immutable;
using Fleet.Geography;

namespace Fleet.Trips;

/// <summary>A trip at one moment.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.TripSnapshot")]
public sealed record TripSnapshot
{
    [Id(0)] public required string OrganizationId { get; init; }

    [Id(1)] public required string TripId { get; init; }

    [Id(2)] public required TripPlan Plan { get; init; }

    [Id(3)] public required TripStatus Status { get; init; }

    [Id(4)] public string? DriverId { get; init; }

    [Id(5)] public DateTimeOffset? StartedAt { get; init; }

    [Id(6)] public DateTimeOffset? EndedAt { get; init; }

    [Id(7)] public GeoPoint? StartLocation { get; init; }

    [Id(8)] public GeoPoint? LastLocation { get; init; }

    [Id(9)] public DateTimeOffset? LastPositionAt { get; init; }

    /// <summary>The way covered as reported. What lies in holes of the reports is apart, in <see cref="UnobservedKm"/>.</summary>
    [Id(10)] public double DistanceKm { get; init; }

    [Id(11)] public double MaxSpeedKmh { get; init; }

    /// <summary>Time under way, pauses not counted, seconds.</summary>
    [Id(12)] public double MovingSeconds { get; init; }

    [Id(13)] public ImmutableArray<TripPause> Pauses { get; init; } = [];

    [Id(14)] public ImmutableArray<WaypointArrival> Arrivals { get; init; } = [];

    /// <summary>Covered share of the planned distance, 0 … 1; null without a plan.</summary>
    [Id(15)] public double? Progress { get; init; }

    /// <summary>When the rest of the planned distance will be covered at the trip's own average; null where that cannot be said.</summary>
    [Id(16)] public DateTimeOffset? EstimatedArrival { get; init; }

    /// <summary>Why it ended: arrived by command, stopped, silent, superseded, or the canceller's words.</summary>
    [Id(17)] public string? EndReason { get; init; }

    /// <summary>Straight lines over holes in the reports, not in <see cref="DistanceKm"/>: the vehicle drove at least that, nobody knows which way. A hole is a silence over 30 s and ten times the interval before it.</summary>
    [Id(18)] public double UnobservedKm { get; init; }

    /// <summary>1, and one more for each time that late positions changed it after it had ended.</summary>
    [Id(19)] public int Revision { get; init; } = 1;

    /// <summary>Share of the way that was driven on the planned one, 0 … 1; null without a planned way, or before any.</summary>
    [Id(20)] public double? RouteAdherence { get; init; }
}
