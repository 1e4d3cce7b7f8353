using System.Collections.Immutable;
using Fleet.Geography;
using Fleet.Trips;
using Fleet.Vehicles;

namespace Fleet.Events;

/// <summary>A position that moved the live state, with what was derived from it.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.LocationUpdated")]
public sealed record LocationUpdated : FleetEvent
{
    [Id(0)] public required Position Position { get; init; }

    [Id(1)] public required VehicleStatus VehicleStatus { get; init; }

    [Id(2)] public TripStatus? TripStatus { get; init; }

    /// <summary>Reported speed, or the one derived from the way since the last position, km/h.</summary>
    [Id(3)] public required double SpeedKmh { get; init; }

    [Id(4)] public double DistanceSinceLastMeters { get; init; }

    /// <summary>km/h against the position before; null for the first.</summary>
    [Id(5)] public double? SpeedChangeKmh { get; init; }

    /// <summary>Degrees, −180 … 180, clockwise positive; null where either heading is unknown.</summary>
    [Id(6)] public double? DirectionChangeDegrees { get; init; }

    /// <summary>Share of the tank an hour; null without a fuel level.</summary>
    [Id(7)] public double? EstimatedFuelRate { get; init; }

    [Id(8)] public ImmutableArray<Anomaly> Anomalies { get; init; } = [];

    [Id(9)] public ImmutableArray<GeofencePresence> Geofences { get; init; } = [];

    [Id(10)] public double? FuelLevel { get; init; }

    [Id(11)] public double? SafetyScore { get; init; }

    /// <summary>The vehicle is past its service date or distance.</summary>
    [Id(12)] public bool MaintenanceDue { get; init; }

    [Id(13)] public DateTimeOffset ProcessedAt { get; init; }

    /// <summary>The status before this position, where the position changed it; else null.</summary>
    [Id(14)] public VehicleStatus? StatusBefore { get; init; }

    /// <summary>With <see cref="StatusBefore"/>: what people call the vehicle.</summary>
    [Id(15)] public string? VehicleName { get; init; }

    /// <summary>With <see cref="StatusBefore"/>.</summary>
    [Id(16)] public string? PlateNumber { get; init; }

    /// <summary>The limit in force there, km/h; null where none is known.</summary>
    [Id(17)] public double? SpeedLimitKmh { get; init; }

    /// <summary>Whose limit it is: report, fence, road or organization.</summary>
    [Id(18)] public string? LimitSource { get; init; }

    public override GeoPoint? Where => new GeoPoint(Position.Latitude, Position.Longitude);

    public override bool IsMeasurement => true;
}
