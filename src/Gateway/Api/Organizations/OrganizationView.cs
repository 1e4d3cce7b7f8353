using System.ComponentModel;
using Fleet.Organizations;

namespace Fleet.Gateway.Api.Organizations;

/// <summary>An organization's settings.</summary>
public sealed record OrganizationView
{
    public required string OrganizationId { get; init; }

    public required string Name { get; init; }

    public required ThresholdsView Thresholds { get; init; }

    public double? SpeedLimit { get; init; }

    public required double OfflineAfterSeconds { get; init; }

    [Description("Rises by one with every change.")]
    public required long Version { get; init; }

    [Description("Only when the organization was just created: its first admin key, shown this once.")]
    public string? ApiKey { get; init; }

    [Description("With api_key: the id it is listed and revoked by.")]
    public string? KeyId { get; init; }

    internal static OrganizationView Of(OrganizationSettings settings) => new()
    {
        OrganizationId = settings.OrganizationId,
        Name = settings.Name,
        Thresholds = ThresholdsView.Of(settings.Thresholds),
        SpeedLimit = settings.SpeedLimitKmh,
        OfflineAfterSeconds = settings.OfflineAfterSeconds,
        Version = settings.Version,
    };
}
