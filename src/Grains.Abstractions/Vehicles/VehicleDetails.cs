using System.Collections.Immutable;

namespace Fleet.Vehicles;

/// <summary>What people say of a vehicle, as opposed to what it reports.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.VehicleDetails")]
public sealed record VehicleDetails
{
    [Id(0)] public string? Name { get; init; }

    [Id(1)] public string? PlateNumber { get; init; }

    /// <summary>Load that fits, in the organization's own unit.</summary>
    [Id(2)] public double? Capacity { get; init; }

    /// <summary>The driver assumed where a position names none.</summary>
    [Id(3)] public string? DriverId { get; init; }

    /// <summary>Service is due once the vehicle's odometer passes this.</summary>
    [Id(4)] public double? MaintenanceDueKm { get; init; }

    [Id(5)] public DateTimeOffset? MaintenanceDueAt { get; init; }

    [Id(6)] public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>What a full tank holds, litres: fuel levels are shares of it.</summary>
    [Id(7)] public double? FuelCapacityLitres { get; init; }
}
