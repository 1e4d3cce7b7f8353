using System.ComponentModel.DataAnnotations;

namespace Fleet.Gateway.Protocols.SocketIo;

/// <summary>Configuration section <c>Gateway:SocketIo</c>.</summary>
public sealed class SocketIoOptions : MessageLimits
{
    public const string Section = "Gateway:SocketIo";

    /// <summary>Between a pong and the next ping, milliseconds. Engine.IO's own default.</summary>
    [Range(100, 600_000)]
    public int PingIntervalMilliseconds { get; set; } = 25_000;

    /// <summary>Time for the pong, milliseconds. Without it the connection counts as lost. Engine.IO's own default.</summary>
    [Range(100, 600_000)]
    public int PingTimeoutMilliseconds { get; set; } = 20_000;

    /// <summary>Time from the probe of an upgrade to its end, seconds; then the WebSocket is closed and polling goes on.</summary>
    [Range(1, 600)]
    public int UpgradeSeconds { get; set; } = 10;

    /// <summary>Time from opening a connection to a namespace that let it in, seconds; then it is closed.</summary>
    [Range(1, 600)]
    public int ConnectSeconds { get; set; } = 10;

    /// <summary>One inbound frame, or one polling payload, bytes. A larger one ends the session. Clients are told and split what they send.</summary>
    [Range(1_024, 16 * 1024 * 1024)]
    public int MaxPayloadBytes { get; set; } = 64 * 1024;

    /// <summary>Binary attachments of one inbound packet; together they may have <see cref="MaxPayloadBytes"/>.</summary>
    [Range(0, 1_000)]
    public int MaxAttachments { get; set; } = 10;

    /// <summary>Subscriptions of one connection by <c>subscribe</c>.</summary>
    [Range(1, 1_000)]
    public int MaxSubscriptions { get; set; } = 10;

    /// <summary>Vehicles and trips that one connection follows by <c>subscribe:vehicle</c> and <c>subscribe:trip</c>, together.</summary>
    [Range(1, 10_000)]
    public int MaxRooms { get; set; } = 100;

    /// <summary>Things in one <c>initial_data</c>, and vehicles in one list of active vehicles. What is beyond follows as single events.</summary>
    [Range(1, 100_000)]
    public int InitialDataSize { get; set; } = 2_000;

    /// <summary>How long a lost connection may be recovered, seconds; 0 for never. Socket.IO's own default.</summary>
    [Range(0, 3_600)]
    public int RecoverySeconds { get; set; } = 120;

    /// <summary>Lost connections of this gateway that wait to be recovered. One more takes the place of the oldest.</summary>
    [Range(1, 1_000_000)]
    public int RecoverySessions { get; set; } = 10_000;

    /// <summary>Events of one connection since the last pong that it may not have got, by number only (8 bytes each). What is older cannot be recovered.</summary>
    [Range(16, 1_000_000)]
    public int RecoveryEvents { get; set; } = 8_192;

    /// <summary>Answers of one connection since the last pong that it may not have got, bytes. What is older cannot be recovered.</summary>
    [Range(0, 16 * 1024 * 1024)]
    public int RecoveryBytes { get; set; } = 64 * 1024;

    /// <summary>Emergency alerts and notifications of one organization that this gateway keeps for recovery. The oldest leave first.</summary>
    [Range(1, 100_000)]
    public int RecoveryBulletins { get; set; } = 1_000;
}
