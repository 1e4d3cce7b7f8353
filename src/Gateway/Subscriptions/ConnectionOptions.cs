using System.ComponentModel.DataAnnotations;

namespace Fleet.Gateway.Subscriptions;

/// <summary>Configuration section <c>Gateway</c>: who may connect, and how often.</summary>
public sealed class ConnectionOptions
{
    public const string Section = "Gateway";

    /// <summary>
    /// Origins of browsers that may connect, for example <c>https://dashboard.example.com</c>; <c>*</c> for any. The
    /// gateway's own origin may always, and so may any on this machine while the connection comes from this machine.
    /// A client without an Origin header is no browser and is not concerned.
    /// </summary>
    public IList<string> AllowedOrigins { get; } = [];

    [Range(1, 1_000_000)]
    public int MaxConnectionsPerOrganization { get; set; } = 10_000;

    /// <summary>Loopback is exempt.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnectionsPerAddress { get; set; } = 1_000;

    /// <summary>What the kernel may hold for a socket whose peer does not read, bytes; it takes about twice this in memory. More helps a single far away client to more speed.</summary>
    [Range(4_096, 16 * 1_048_576)]
    public int SendBufferBytes { get; set; } = 64 * 1_024;

    /// <summary>How often a gateway asks whether the API keys of its sessions still hold, milliseconds: how long a session may outlive its key.</summary>
    [Range(50, 900)]
    public int KeyWatchMilliseconds { get; set; } = 400;
}
