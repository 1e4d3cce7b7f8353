using System.Net;
using System.Net.Sockets;

namespace Fleet.Hosting.Clustering;

/// <summary>Loopback ports that nobody listens on at the moment of asking.</summary>
public static class FreePorts
{
    public static int One()
    {
        using var listener = Listen();
        return Port(listener);
    }

    public static (int First, int Second) Two()
    {
        using var first = Listen();
        using var second = Listen();
        return (Port(first), Port(second));
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int Port(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
