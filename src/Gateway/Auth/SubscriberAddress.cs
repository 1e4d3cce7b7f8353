using System.Net;
using System.Net.Sockets;

namespace Fleet.Gateway.Auth;

/// <summary>Who is behind an address, as far as limits go.</summary>
internal static class SubscriberAddress
{
    /// <summary>A /64 is what one customer of a provider gets.</summary>
    private const int SubscriberBytes = 8;

    /// <summary>The address; of IPv6 its /64.</summary>
    public static IPAddress Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(SubscriberBytes).Clear();
        return new IPAddress(bytes);
    }
}
