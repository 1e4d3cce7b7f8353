using System.ComponentModel.DataAnnotations;

namespace Fleet.Gateway.Api;

/// <summary>Configuration section <c>Gateway:Api</c>.</summary>
public sealed class ApiOptions
{
    public const string Section = "Gateway:Api";

    /// <summary>Items of a page where the caller names no limit.</summary>
    [Range(1, 1_000)]
    public int DefaultPageSize { get; set; } = 50;

    /// <summary>The largest limit that a caller may name.</summary>
    [Range(1, 1_000)]
    public int MaxPageSize { get; set; } = 200;

    /// <summary>Waypoints of one trip.</summary>
    [Range(1, 10_000)]
    public int MaxWaypoints { get; set; } = 500;

    /// <summary>Characters of a planned way as a polyline: some three thousand points. A trip keeps three of it.</summary>
    [Range(10, 200_000)]
    public int MaxPolyline { get; set; } = 20_000;

    /// <summary>Events that a dry run of an alert rule looks at, the newest of the last day.</summary>
    [Range(100, 1_000_000)]
    public int MaxDryRunEvents { get; set; } = 20_000;

    /// <summary>How long the readiness probe waits for a grain, milliseconds.</summary>
    [Range(10, 60_000)]
    public int ReadyTimeoutMilliseconds { get; set; } = 2_000;
}
