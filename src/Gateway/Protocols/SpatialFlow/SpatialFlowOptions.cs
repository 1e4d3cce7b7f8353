using System.ComponentModel.DataAnnotations;

namespace Fleet.Gateway.Protocols.SpatialFlow;

/// <summary>Configuration section <c>Gateway:SpatialFlow</c>.</summary>
public sealed class SpatialFlowOptions : TextLimits
{
    public const string Section = "Gateway:SpatialFlow";

    /// <summary>A connection on which nothing arrived for this long is sent a WebSocket ping, seconds: S3's clients say nothing by themselves.</summary>
    [Range(1, 3_600)]
    public int PingSeconds { get; set; } = 25;

    /// <summary>Time for the answer to the ping, seconds. Then the connection is closed with 1001.</summary>
    [Range(1, 600)]
    public int PongSeconds { get; set; } = 20;

    /// <summary>Events in <c>recent_events</c> of a <c>dashboard_update</c>.</summary>
    [Range(0, 1_000)]
    public int RecentEvents { get; set; } = 20;

    /// <summary>Dashboards of the whole gateway whose first state is read at a time; others wait their turn.</summary>
    [Range(1, 1_000)]
    public int ConcurrentDashboards { get; set; } = 8;
}
