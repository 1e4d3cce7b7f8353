using System.ComponentModel.DataAnnotations;

namespace Fleet.Gateway.Ingest.Sockets;

/// <summary>Configuration section <c>Gateway:IngestSocket</c>. Positions a second are those of <see cref="IngestOptions"/>.</summary>
public sealed class IngestSocketOptions
{
    public const string Section = "Gateway:IngestSocket";

    /// <summary>A larger message closes with 1009.</summary>
    [Range(1_024, 16 * 1_048_576)]
    public int MaxMessageBytes { get; set; } = 64 * 1_024;

    /// <summary>Messages with positions of one socket that are not answered yet. While there are as many, the socket is not read.</summary>
    [Range(1, 1_024)]
    public int MaxInFlight { get; set; } = 16;

    /// <summary>Time to authenticate, seconds; then close 4001.</summary>
    [Range(1, 600)]
    public int AuthenticationSeconds { get; set; } = 10;

    /// <summary>A socket on which no frame arrives for this long is closed, seconds.</summary>
    [Range(1, 86_400)]
    public int IdleSeconds { get; set; } = 60;

    /// <summary>Messages without positions (pings, nonsense) of one socket in any minute. One more closes with 4029.</summary>
    [Range(1, 100_000)]
    public int OtherMessagesPerMinute { get; set; } = 1_000;

    /// <summary>Messages without positions of one socket in any five seconds. One more closes with 4029.</summary>
    [Range(1, 100_000)]
    public int OtherMessagesPer5Seconds { get; set; } = 50;
}
