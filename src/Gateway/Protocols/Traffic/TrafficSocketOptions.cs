using System.ComponentModel.DataAnnotations;

namespace Fleet.Gateway.Protocols.Traffic;

/// <summary>Configuration section <c>Gateway:Traffic</c>: the socket <c>/ws</c>.</summary>
public sealed class TrafficSocketOptions : SubscriberLimits
{
    public const string Section = "Gateway:Traffic";

    /// <summary>A connection on which no frame arrives for this long is closed, seconds. It is pinged three times within, so that only one that is gone stays silent.</summary>
    [Range(3, 86_400)]
    public int IdleSeconds { get; set; } = 60;
}
