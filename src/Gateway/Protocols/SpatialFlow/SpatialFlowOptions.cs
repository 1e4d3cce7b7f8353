using System.ComponentModel.DataAnnotations;

namespace Fleet.Gateway.Protocols.SpatialFlow;

/// <summary>Configuration section <c>Gateway:SpatialFlow</c>.</summary>
public sealed class SpatialFlowOptions
{
    public const string Section = "Gateway:SpatialFlow";

    /// <summary>Messages of one connection in any minute. One more is answered with an error and close 4029.</summary>
    [Range(1, 100_000)]
    public int MessagesPerMinute { get; set; } = 1_000;

    /// <summary>Messages of one connection in any five seconds. One more is answered with an error and close 4029.</summary>
    [Range(1, 100_000)]
    public int MessagesPer5Seconds { get; set; } = 50;

    /// <summary>A larger message closes with 1009.</summary>
    [Range(1_024, 16 * 1024 * 1024)]
    public int MaxMessageBytes { get; set; } = 64 * 1024;

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
