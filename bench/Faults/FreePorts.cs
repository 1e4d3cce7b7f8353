using System.Net;
using System.Net.Sockets;

namespace Fleet.Faults;

/// <summary>A loopback port that nobody listens on at the moment of asking.</summary>
internal static class FreePorts
{
    public static int One()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
