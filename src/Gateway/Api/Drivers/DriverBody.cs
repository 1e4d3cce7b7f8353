using System.ComponentModel;
using Fleet.Drivers;
using Fleet.Gateway.Api.Vehicles;
using Fleet.Gateway.Json;

namespace Fleet.Gateway.Api.Drivers;

/// <summary>What people say of a driver.</summary>
public sealed record DriverBody
{
    private const int MaxLicense = 64;

    [Description("Made by the server where absent. Only on creation.")]
    public string? DriverId { get; init; }

    public string? Name { get; init; }

    public string? LicenseNumber { get; init; }

    /// <summary>Fields that are absent keep their value; null clears it.</summary>
    internal static DriverDetails Read(JsonFields fields, DriverDetails current) => new()
    {
        Name = fields.Has("name") ? fields.Text("name", VehicleBody.MaxName) : current.Name,
        LicenseNumber = fields.Has("license_number") ? fields.Text("license_number", MaxLicense) : current.LicenseNumber,
    };
}
