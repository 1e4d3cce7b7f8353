using System.ComponentModel;
using Fleet.Gateway.Json;
using Fleet.Vehicles;

namespace Fleet.Gateway.Api.Vehicles;

/// <summary>What people say of a vehicle.</summary>
public sealed record VehicleBody
{
    internal const int MaxName = 200;
    private const int MaxPlate = 32;
    private const int MaxTags = 100;
    private const int MaxTag = 64;
    private const double MaxCapacity = 1e9;
    private const double MaxKm = 1e8;
    private const double MaxLitres = 10_000;

    [Description("Made by the server where absent. Only on creation.")]
    public string? VehicleId { get; init; }

    public string? Name { get; init; }

    public string? PlateNumber { get; init; }

    [Description("Load that fits, in the organization's own unit.")]
    public double? Capacity { get; init; }

    [Description("The driver assumed where a position names none.")]
    public string? DriverId { get; init; }

    [Description("Service is due past this odometer reading, km.")]
    public double? MaintenanceDueKm { get; init; }

    public DateTimeOffset? MaintenanceDueAt { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    [Description("What a full tank holds, litres; with it, fuel levels give fuel_economy.")]
    public double? FuelCapacityL { get; init; }

    /// <summary>Fields that are absent keep their value; null clears it.</summary>
    internal static VehicleDetails Read(JsonFields fields, VehicleDetails current) => new()
    {
        Name = fields.Has("name") ? fields.Text("name", MaxName) : current.Name,
        PlateNumber = fields.Has("plate_number") ? fields.Text("plate_number", MaxPlate) : current.PlateNumber,
        Capacity = fields.Has("capacity") ? fields.Number("capacity", 0, MaxCapacity) : current.Capacity,
        DriverId = fields.Has("driver_id") ? fields.Id("driver_id") : current.DriverId,
        MaintenanceDueKm = fields.Has("maintenance_due_km") ? fields.Number("maintenance_due_km", 0, MaxKm) : current.MaintenanceDueKm,
        MaintenanceDueAt = fields.Has("maintenance_due_at") ? fields.Time("maintenance_due_at") : current.MaintenanceDueAt,
        FuelCapacityLitres = fields.Has("fuel_capacity_l") ? fields.Number("fuel_capacity_l", 1, MaxLitres) : current.FuelCapacityLitres,
        Tags = fields.Has("tags") ? [.. fields.Texts("tags", MaxTags, MaxTag) ?? []] : current.Tags,
    };
}
