using System.ComponentModel.DataAnnotations;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>Configuration section <c>Gateway:Streaming</c>.</summary>
public sealed class StreamingOptions
{
    public const string Section = "Gateway:Streaming";

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

    /// <summary>A connection on which no frame arrives for this long is closed, seconds.</summary>
    [Range(1, 86_400)]
    public int IdleSeconds { get; set; } = 60;

    /// <summary>Events in one initial_data; a larger state goes in several.</summary>
    [Range(1, 100_000)]
    public int InitialDataSize { get; set; } = 500;

    /// <summary>Vehicle, driver or trip ids in one filter.</summary>
    [Range(1, 100_000)]
    public int MaxFilterIds { get; set; } = 1_000;

    /// <summary>Take permessage-deflate where a client offers it. Nothing of ours is compressed before the client asks by <c>configure</c>.</summary>
    public bool Compression { get; set; } = true;

    /// <summary>Longest <c>batch_interval</c> that <c>configure</c> may ask for, milliseconds.</summary>
    [Range(1, 60_000)]
    public int MaxBatchMilliseconds { get; set; } = 10_000;
}
