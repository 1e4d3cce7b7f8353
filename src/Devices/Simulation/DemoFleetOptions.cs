using System.ComponentModel.DataAnnotations;

namespace Fleet.Devices.Simulation;

/// <summary>Configuration section <c>Demo</c>.</summary>
public sealed class DemoFleetOptions
{
    public const string Section = "Demo";

    [Range(1, 10_000)]
    public int Vehicles { get; set; } = 20;

    /// <summary>How often each reports, seconds. They take turns.</summary>
    [Range(1, 60)]
    public int ReportSeconds { get; set; } = 1;

    /// <summary>Traffic cameras of the made-up city; 0 for no traffic.</summary>
    [Range(0, 500)]
    public int Cameras { get; set; } = 24;

    /// <summary>The same seed makes the same streets, drivers and journeys.</summary>
    public int Seed { get; set; } = 7;

    /// <summary>Middle of the made-up town.</summary>
    [Range(-80, 80)]
    public double Latitude { get; set; } = 41.2565;

    [Range(-180, 180)]
    public double Longitude { get; set; } = -95.9345;
}
