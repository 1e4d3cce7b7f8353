using Fleet.Vehicles;

namespace Fleet.Events;

/// <summary>A vehicle changed status without a position: it fell silent, or was removed.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.VehicleStatusChanged")]
public sealed record VehicleStatusChanged : FleetEvent
{
    [Id(0)] public required VehicleStatus Status { get; init; }

    [Id(1)] public bool Removed { get; init; }

    /// <summary>What people call the vehicle.</summary>
    [Id(2)] public string? VehicleName { get; init; }

    [Id(3)] public string? PlateNumber { get; init; }
}
