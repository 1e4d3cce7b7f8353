using System.ComponentModel;
using Fleet.Gateway.Api.Vehicles;
using Fleet.Gateway.Ingest;
using Fleet.Gateway.Json;
using Fleet.Organizations;

namespace Fleet.Gateway.Api.Organizations;

/// <summary>An organization's settings.</summary>
public sealed record OrganizationBody
{
    private const double MaxOfflineSeconds = 604_800;

    [Description("Made by the server where absent. Only on creation.")]
    public string? OrganizationId { get; init; }

    public string? Name { get; init; }

    public ThresholdsView? Thresholds { get; init; }

    [Description("The limit where neither the report nor a fence has one, km/h; null for none.")]
    public double? SpeedLimit { get; init; }

    [Description("A vehicle silent for this long is offline.")]
    public double? OfflineAfterSeconds { get; init; }

    /// <summary>Fields that are absent keep their value; null goes back to the default.</summary>
    internal static OrganizationSettings Read(JsonFields fields, OrganizationSettings current, bool isNew)
    {
        var defaults = new OrganizationSettings { OrganizationId = current.OrganizationId, Name = current.Name };
        return current with
        {
            Name = fields.Text("name", VehicleBody.MaxName, required: isNew || fields.Has("name")) ?? current.Name,
            Thresholds = !fields.Has("thresholds") ? current.Thresholds
                : fields.Object("thresholds") is { } thresholds ? ThresholdsJson.Read(thresholds, current.Thresholds)
                : defaults.Thresholds,
            SpeedLimitKmh = fields.Has("speed_limit") ? fields.Number("speed_limit", 1, PositionLimits.MaxSpeedKmh) : current.SpeedLimitKmh,
            OfflineAfterSeconds = fields.Has("offline_after_seconds")
                ? fields.Number("offline_after_seconds", 10, MaxOfflineSeconds) ?? defaults.OfflineAfterSeconds
                : current.OfflineAfterSeconds,
        };
    }
}
