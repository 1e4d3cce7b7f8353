using System.ComponentModel.DataAnnotations;

namespace Fleet.Gateway.Protocols;

/// <summary>What the client of a socket of JSON texts may send that says who it is and subscribes by messages.</summary>
public abstract class SubscriberLimits : TextLimits
{
    [Range(1, 1_000)]
    public int MaxSubscriptions { get; set; } = 10;

    /// <summary>Time to authenticate, seconds; then close 4001.</summary>
    [Range(1, 600)]
    public int AuthenticationSeconds { get; set; } = 10;

    /// <summary>Messages sent before the answer to <c>auth</c> that wait for it. One more is refused.</summary>
    [Range(0, 1_000)]
    public int MaxPendingMessages { get; set; } = 16;

    /// <summary>Ids of one kind in one filter.</summary>
    [Range(1, 100_000)]
    public int MaxFilterIds { get; set; } = 1_000;
}
