using System.ComponentModel.DataAnnotations;

namespace Fleet.Geofences;

/// <summary>How large and how many fences may be. Configuration section <c>Fleet:Geofences</c>.</summary>
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

    /// <summary>Fences of one organization.</summary>
    [Range(1, 1_000_000)]
    public int MaxFences { get; set; } = 100_000;

    /// <summary>Fences in one bulk import.</summary>
    [Range(1, 100_000)]
    public int MaxImport { get; set; } = 10_000;

    /// <summary>Body of one bulk import, bytes.</summary>
    [Range(65_536, 64 * 1_048_576)]
    public int MaxImportBytes { get; set; } = 32 * 1_048_576;
}
