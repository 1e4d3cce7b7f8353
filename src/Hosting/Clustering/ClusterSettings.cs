using System.ComponentModel.DataAnnotations;

namespace Fleet.Hosting.Clustering;

/// <summary>
/// Configuration section <c>Fleet:Cluster</c>: how a silo or a gateway of its own finds the others. They meet in the
/// database that <c>Fleet:Database</c> names. <c>./fleet up</c> is a cluster of itself and reads none of it.
/// </summary>
public sealed class ClusterSettings
{
    public const string Section = "Fleet:Cluster";

    /// <summary>Those who give the same id are one cluster. A blue-green roll-out gives the new one another.</summary>
    [Required, StringLength(100)]
    public string ClusterId { get; set; } = "fleet";

    /// <summary>Whose data it is: reminders and stream subscriptions are kept by it. Stays the same through roll-outs.</summary>
    [Required, StringLength(100)]
    public string ServiceId { get; set; } = "fleet";

    /// <summary>This silo's name in lists and logs; the host's name where there is none. On Kubernetes the pod's.</summary>
    [StringLength(100)]
    public string? SiloName { get; set; }

    /// <summary>The IP address by which the others reach this silo; the host's own where there is none.</summary>
    [StringLength(45)]
    public string? AdvertisedAddress { get; set; }

    /// <summary>Where silos talk to this silo.</summary>
    [Range(1, 65_535)]
    public int SiloPort { get; set; } = 11_111;

    /// <summary>Where gateways and other clients talk to this silo.</summary>
    [Range(1, 65_535)]
    public int ClientPort { get; set; } = 30_000;

    /// <summary>How long a silo has to answer a probe, milliseconds. With two votes after five misses a silo that froze is out in some 6 s.</summary>
    [Range(100, 60_000)]
    public int ProbeMilliseconds { get; set; } = 1_000;

    /// <summary>Probes missed in a row before a silo votes another dead.</summary>
    [Range(1, 20)]
    public int MissedProbes { get; set; } = 5;

    /// <summary>Votes that declare a silo dead; fewer silos than that need as many as there are.</summary>
    [Range(1, 10)]
    public int Votes { get; set; } = 2;

    /// <summary>How often the membership table is read, seconds: also how long a silo that was declared dead may not know it.</summary>
    [Range(1, 600)]
    public int TableRefreshSeconds { get; set; } = 10;

    /// <summary>How often a gateway reads which silos there are, seconds.</summary>
    [Range(1, 600)]
    public int GatewayRefreshSeconds { get; set; } = 5;

    /// <summary>How long a call between hosts may take, milliseconds. A call that runs out has an unknown outcome; ours are idempotent.</summary>
    [Range(500, 300_000)]
    public int ResponseMilliseconds { get; set; } = 5_000;

    /// <summary>PEM file with this host's certificate. Given, every connection between hosts is TLS, both sides with a certificate.</summary>
    [StringLength(4_096)]
    public string? TlsCertificate { get; set; }

    /// <summary>PEM file with the certificate's private key.</summary>
    [StringLength(4_096)]
    public string? TlsKey { get; set; }

    /// <summary>PEM file with the authorities that the other hosts' certificates must come from.</summary>
    [StringLength(4_096)]
    public string? TlsAuthorities { get; set; }
}
