using System.Net;
using System.Net.Sockets;

namespace Fleet.Webhooks;

/// <summary>
/// Which addresses are of the public internet. Source: the IANA IPv4 and IPv6 special-purpose address registries (all that
/// are not globally reachable), multicast, and the addresses at which clouds answer their own machines.
/// </summary>
public static class AddressRules
{
    private static readonly IPNetwork[] NotPublicV4 =
    [
        IPNetwork.Parse("0.0.0.0/8"), // this network
        IPNetwork.Parse("10.0.0.0/8"), // private
        IPNetwork.Parse("100.64.0.0/10"), // carrier-grade NAT
        IPNetwork.Parse("127.0.0.0/8"), // loopback
        IPNetwork.Parse("168.63.129.16/32"), // Azure's own address for its machines
        IPNetwork.Parse("169.254.0.0/16"), // link-local, clouds' metadata
        IPNetwork.Parse("172.16.0.0/12"), // private
        IPNetwork.Parse("192.0.0.0/24"), // protocol assignments
        IPNetwork.Parse("192.0.2.0/24"), // documentation
        IPNetwork.Parse("192.88.99.0/24"), // 6to4 relays
        IPNetwork.Parse("192.168.0.0/16"), // private
        IPNetwork.Parse("198.18.0.0/15"), // benchmarking
        IPNetwork.Parse("198.51.100.0/24"), // documentation
        IPNetwork.Parse("203.0.113.0/24"), // documentation
        IPNetwork.Parse("224.0.0.0/4"), // multicast
        IPNetwork.Parse("240.0.0.0/4"), // reserved, broadcast
    ];

    private static readonly IPNetwork GlobalUnicastV6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork TranslatedV6 = IPNetwork.Parse("64:ff9b::/96");

    private static readonly IPNetwork[] NotPublicV6 =
    [
        IPNetwork.Parse("2001::/23"), // protocol assignments, Teredo
        IPNetwork.Parse("2001:db8::/32"), // documentation
        IPNetwork.Parse("2002::/16"), // 6to4: an IPv4 address in disguise
        IPNetwork.Parse("3fff::/20"), // documentation
    ];

    /// <summary>IPv4 in IPv6's clothes is IPv4.</summary>
    public static IPAddress Plain(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    /// <summary>Whether anybody on the internet may be reached there. An address that is none of the known good ones is not.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = Plain(address);
        if (plain.AddressFamily == AddressFamily.InterNetwork)
            return !NotPublicV4.Any(n => n.Contains(plain));

        if (TranslatedV6.Contains(plain))
            return IsPublic(new IPAddress(plain.GetAddressBytes().AsSpan(12)));

        return plain.AddressFamily == AddressFamily.InterNetworkV6 && plain.ScopeId == 0
            && GlobalUnicastV6.Contains(plain) && !NotPublicV6.Any(n => n.Contains(plain));
    }
}
