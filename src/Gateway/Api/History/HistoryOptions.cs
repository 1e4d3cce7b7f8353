using System.ComponentModel.DataAnnotations;

namespace Fleet.Gateway.Api.History;

/// <summary>Configuration section <c>Gateway:History</c>.</summary>
public sealed class HistoryOptions
{
    public const string Section = "Gateway:History";

    /// <summary>Positions or events of a page where the caller names no limit.</summary>
    [Range(1, 100_000)]
    public int DefaultPageSize { get; set; } = 1_000;

    /// <summary>The largest limit that a caller may name. NDJSON and GeoJSON have none unless one is named.</summary>
    [Range(1, 1_000_000)]
    public int MaxPageSize { get; set; } = 10_000;

    /// <summary>Points of one trip's route. A longer one is refused: its positions can be streamed.</summary>
    [Range(2, 1_000_000)]
    public int MaxRoutePoints { get; set; } = 100_000;

    /// <summary>The longest range of a vehicle's metrics, days.</summary>
    [Range(1, 366)]
    public int MaxMetricsDays { get; set; } = 31;

    /// <summary>The longest range of a driver's report, days.</summary>
    [Range(1, 3_660)]
    public int MaxReportDays { get; set; } = 366;
}
