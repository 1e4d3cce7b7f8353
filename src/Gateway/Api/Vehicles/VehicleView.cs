using System.ComponentModel;
using Fleet.Vehicles;

namespace Fleet.Gateway.Api.Vehicles;

/// <summary>A vehicle: what is said of it, and its live state under the names of S0's fleet_status.</summary>
public sealed record VehicleView
{
    public required string VehicleId { get; init; }

    public string? Name { get; init; }

    public string? PlateNumber { get; init; }

    public double? Capacity { get; init; }

    public double? MaintenanceDueKm { get; init; }

    public DateTimeOffset? MaintenanceDueAt { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    [Description("What a full tank holds, litres.")]
    public double? FuelCapacityL { get; init; }

    public required VehicleStatus Status { get; init; }

    [Description("The trip under way.")]
    public string? TripId { get; init; }

    [Description("Who drives now; where that is not known, the driver assumed.")]
    public string? DriverId { get; init; }

    public LocationView? LastLocation { get; init; }

    [Description("km/h as last reported.")]
    public double? CurrentSpeed { get; init; }

    [Description("Distance covered since the vehicle is known here, km.")]
    public required double DistanceKm { get; init; }

    [Description("Share of the tank, 0 … 1.")]
    public double? FuelLevel { get; init; }

    public bool? EngineRunning { get; init; }

    [Description("Fences that the vehicle is inside of.")]
    public required IReadOnlyList<GeofencePresence> Geofences { get; init; }

    [Description("Of the current driver, 0 … 100.")]
    public double? SafetyScore { get; init; }

    [Description("received = accepted + duplicate + late + refused; jumps are within accepted.")]
    public required VehicleCounters Counters { get; init; }

    internal static VehicleView Of(VehicleSnapshot vehicle) => new()
    {
        VehicleId = vehicle.VehicleId,
        Name = vehicle.Details.Name,
        PlateNumber = vehicle.Details.PlateNumber,
        Capacity = vehicle.Details.Capacity,
        MaintenanceDueKm = vehicle.Details.MaintenanceDueKm,
        MaintenanceDueAt = vehicle.Details.MaintenanceDueAt,
        Tags = vehicle.Details.Tags,
        FuelCapacityL = vehicle.Details.FuelCapacityLitres,
        Status = vehicle.Status,
        TripId = vehicle.TripId,
        DriverId = vehicle.DriverId ?? vehicle.Details.DriverId,
        LastLocation = vehicle.LastPosition is { } position ? LocationView.Of(position) : null,
        CurrentSpeed = vehicle.LastPosition?.SpeedKmh,
        DistanceKm = vehicle.DistanceKm,
        FuelLevel = vehicle.FuelLevel,
        EngineRunning = vehicle.EngineRunning,
        Geofences = vehicle.Geofences,
        SafetyScore = vehicle.SafetyScore,
        Counters = vehicle.Counters,
    };
}
