using System.ComponentModel.DataAnnotations;

namespace Fleet.Gateway.Protocols;

/// <summary>How often any client of a conversation may speak. Both windows hold.</summary>
public abstract class MessageLimits
{
    /// <summary>Messages of one connection in any minute. One more closes it with 4029.</summary>
    [Range(1, 100_000)]
    public int MessagesPerMinute { get; set; } = 1_000;

    /// <summary>Messages of one connection in any five seconds. One more closes it with 4029.</summary>
    [Range(1, 100_000)]
    public int MessagesPer5Seconds { get; set; } = 50;
}
