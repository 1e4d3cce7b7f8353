using System.Net;
using System.Net.Sockets;

namespace Fleet.Testing;

/// <summary>Loopback ports that nobody listens on at the moment of asking.</summary>
public static class LoopbackPorts
{
    /// <summary>Two different ones.</summary>
    public static (int First, int Second) FreePair()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
