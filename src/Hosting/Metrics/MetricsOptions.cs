using System.ComponentModel.DataAnnotations;

namespace Fleet.Hosting.Metrics;

/// <summary>Configuration section <c>Fleet:Metrics</c>.</summary>
public sealed class MetricsOptions
{
    public const string Section = "Fleet:Metrics";

    /// <summary>Time series that <c>/metrics</c> keeps. Further ones are counted, not kept.</summary>
    [Range(100, 1_000_000)]
    public int MaxSeries { get; set; } = 5_000;
}
