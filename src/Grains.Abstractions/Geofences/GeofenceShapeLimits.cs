using System.ComponentModel.DataAnnotations;

namespace Fleet.Geofences;

/// <summary>How large a fence may be. Configuration section <c>Fleet:Geofences</c>.</summary>
public sealed class GeofenceShapeLimits
{
    /// <summary>Points of all rings, or of the path, together.</summary>
    [Range(4, 1_000_000)]
    public int MaxVertices { get; set; } = 20_000;

    [Range(0.1, 1_000)]
    public double MinRadiusMeters { get; set; } = 5;

    [Range(100, 500_000)]
    public double MaxRadiusMeters { get; set; } = 500_000;

    [Range(0.1, 1_000)]
    public double MinWidthMeters { get; set; } = 5;

    [Range(100, 100_000)]
    public double MaxWidthMeters { get; set; } = 20_000;
}
