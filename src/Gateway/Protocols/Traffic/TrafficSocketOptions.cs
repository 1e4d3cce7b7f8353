using System.ComponentModel.DataAnnotations;

namespace Fleet.Gateway.Protocols.Traffic;

/// <summary>Configuration section <c>Gateway:Traffic</c>: the socket <c>/ws</c>.</summary>
public sealed class TrafficSocketOptions
{
    public const string Section = "Gateway:Traffic";

    /// <summary>Messages of one connection in any minute. One more is answered with an error and close 4029.</summary>
    [Range(1, 100_000)]
    public int MessagesPerMinute { get; set; } = 1_000;

    /// <summary>Messages of one connection in any five seconds. One more is answered with an error and close 4029.</summary>
    [Range(1, 100_000)]
    public int MessagesPer5Seconds { get; set; } = 50;

    [Range(1, 1_000)]
    public int MaxSubscriptions { get; set; } = 10;

    /// <summary>A larger message closes with 1009.</summary>
    [Range(1_024, 16 * 1024 * 1024)]
    public int MaxMessageBytes { get; set; } = 64 * 1024;

    /// <summary>Time to authenticate, seconds; then close 4001.</summary>
    [Range(1, 600)]
    public int AuthenticationSeconds { get; set; } = 10;

    /// <summary>Messages sent before the answer to <c>auth</c> that wait for it. One more is refused.</summary>
    [Range(0, 1_000)]
    public int MaxPendingMessages { get; set; } = 16;

    /// <summary>A connection on which no frame arrives for this long is closed, seconds. It is pinged three times within, so that only one that is gone stays silent.</summary>
    [Range(3, 86_400)]
    public int IdleSeconds { get; set; } = 60;

    /// <summary>Camera or zone ids in one filter.</summary>
    [Range(1, 100_000)]
    public int MaxFilterIds { get; set; } = 1_000;
}
