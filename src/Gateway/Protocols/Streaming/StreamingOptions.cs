using System.ComponentModel.DataAnnotations;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>Configuration section <c>Gateway:Streaming</c>.</summary>
public sealed class StreamingOptions : SubscriberLimits
{
    public const string Section = "Gateway:Streaming";

    /// <summary>A connection on which no frame arrives for this long is closed, seconds.</summary>
    [Range(1, 86_400)]
    public int IdleSeconds { get; set; } = 60;

    /// <summary>Events in one initial_data; a larger state goes in several.</summary>
    [Range(1, 100_000)]
    public int InitialDataSize { get; set; } = 500;

    /// <summary>Take permessage-deflate where a client offers it. Nothing of ours is compressed before the client asks by <c>configure</c>.</summary>
    public bool Compression { get; set; } = true;

    /// <summary>Longest <c>batch_interval</c> that <c>configure</c> may ask for, milliseconds.</summary>
    [Range(1, 60_000)]
    public int MaxBatchMilliseconds { get; set; } = 10_000;
}
