using Fleet.Trips;

namespace Fleet.Vehicles;

/// <summary>What a step's events say besides the step itself.</summary>
internal readonly record struct StepContext(
    string? DriverId,
    string? TripId,
    TripStatus? TripStatus,
    VehicleStatus Status,
    double? SafetyScore,
    DateTimeOffset ProcessedAt,
    StatusChange? Changed);
